def merge_inventories(
    stock: dict[str, int], delivery: dict[str, int]
) -> dict[str, int]:
    """Return a new inventory in which each item has the sum of its quantities in
    `stock` and `delivery`, where an item that is absent counts as zero. Quantities may
    be negative, and items whose sum is not positive are left out.
    """
    merged = dict(stock)
    for item, quantity in delivery.items():
        merged[item] = quantity
    result = {}
    for item, quantity in merged.items():
        if quantity > 0:
            result[item] = quantity
    return result
