"""Arabic news to an English briefing."""
