"""The bundled edition."""
