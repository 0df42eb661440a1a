"""Measures PortMux beside other proxies that route by first bytes. The command is ../compare."""
