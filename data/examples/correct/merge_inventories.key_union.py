def merge_inventories(
    stock: dict[str, int], delivery: dict[str, int]
) -> dict[str, int]:
    """Return a new inventory in which each item has the sum of its quantities in
    `stock` and `delivery`, where an item that is absent counts as zero. Quantities may
    be negative, and items whose sum is not positive are left out.
    """
    items = stock.keys() | delivery.keys()
    sums = {item: stock.get(item, 0) + delivery.get(item, 0) for item in items}
    return {item: total for item, total in sums.items() if total > 0}
