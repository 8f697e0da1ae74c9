"""What people type about rewards."""

from portal.rewards.forms.calculator import CalculatorForm
from portal.rewards.forms.desk import (
    ApprovalForm,
    BudgetForm,
    CounterForm,
    ExtensionForm,
    PaymentForm,
    ProposalForm,
    ReasonForm,
    RefusalForm,
    ReturnForm,
    ReviewForm,
    proposal_form,
)
from portal.rewards.forms.interests import EnterpriseForm, RelativeForm
from portal.rewards.forms.public import (
    ClaimCodeForm,
    ClaimForm,
    DeclarationForm,
    ObjectionForm,
    for_scheme,
)

__all__ = [
    "ApprovalForm",
    "BudgetForm",
    "CalculatorForm",
    "ClaimCodeForm",
    "ClaimForm",
    "CounterForm",
    "DeclarationForm",
    "EnterpriseForm",
    "ExtensionForm",
    "ObjectionForm",
    "PaymentForm",
    "ProposalForm",
    "ReasonForm",
    "RefusalForm",
    "RelativeForm",
    "ReturnForm",
    "ReviewForm",
    "for_scheme",
    "proposal_form",
]
