"""Text to prepared names: folding, transliteration, tokens, vocabulary, rarity."""
