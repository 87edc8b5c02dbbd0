"""What each click in the sidebar does, a module a topic: an event in, a card out."""
