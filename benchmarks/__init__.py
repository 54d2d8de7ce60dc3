"""What Mujaz is worth and how fast it is, one command each; results/ keeps the figures with their signatures."""
