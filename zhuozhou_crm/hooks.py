from odoo.api import Environment


def uninstall_hook(env: Environment):
    """Hand our leads back to the stock pipeline, so that nothing refers to a stage that goes."""
