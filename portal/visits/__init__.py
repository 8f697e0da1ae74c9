"""五进与参访: schools, streets, firms and homes ask for a visit; people book a visit to a base."""
