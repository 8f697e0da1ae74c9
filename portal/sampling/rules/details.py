"""What only some kinds of goods have: approvals of drugs, registrations of devices, online shops.

Kept as a small record beside the columns that everything sampled has, so that one model holds food,
farm produce, drugs, devices, cosmetics and food-contact goods alike.
"""

DETAILS = (
    "approval_number",
    "registration_number",
    "dosage_form",
    "maker_licence",
    "seller_licence",
    "shelf_life",
    "platform",
    "shop",
    "commissioner",
)
# Those that hold a name, of which a person's is masked.
NAMES = frozenset({"shop", "commissioner"})
