"""活动报名: seats, waiting list and hours of the events that the articles announce, and campaigns."""
