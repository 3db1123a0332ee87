def rounded_up_boxes(orders, size):
    """How many boxes are needed in all if the items of every order are packed
    separately, `size` items to a box? `orders` lists the number of items of each order.
    """
    boxes = 0
    for items in orders:
        boxes += (items + size - 1) // size
    return boxes
