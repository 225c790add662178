"""What people take away: films, exports, decks, the gallery."""
