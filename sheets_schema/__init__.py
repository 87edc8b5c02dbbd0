"""How a plan lies in a Google Sheet: columns, layout, reading and annotating, all pure."""
