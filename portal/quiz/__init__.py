"""问答: a short quiz on everyday food and medicine, and what all answers together show."""
