"""Meeting and telephone systems, a module each: their calls as `closeplan.ports.call_sources.ArrivedCall`."""
