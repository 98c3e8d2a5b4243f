"""»Min samling«: pages that somebody chose, in their order.

The choice lies on the visitor's own device and in addresses (``?sider=12,45``); nothing of it is
stored here.
"""
