"""Sealing who filed a case, under a key of its own chain, for that case only."""

import json
from dataclasses import asdict

from portal.complaints.models import Case, CasePerson
from portal.complaints.rules import Identity
from portal.extensions import identity_keys

SEALED_FOR = "case person"


def sealed_person(case: Case, identity: Identity) -> CasePerson:
    """Return the row that keeps who filed a case, encrypted under the newest key."""
    key_id = identity_keys().newest
    text = json.dumps(asdict(identity), ensure_ascii=False)
    sealed = identity_keys().ring(key_id).seal(SEALED_FOR, text, context=case.reference)
    return CasePerson(case_id=case.id, key_id=key_id, sealed=sealed)


def opened_person(reference: str, person: CasePerson) -> Identity:
    """Decrypt who filed the case of this number; raises KeyMissing or Unreadable."""
    ring = identity_keys().ring(person.key_id)
    return Identity(**json.loads(ring.open(SEALED_FOR, person.sealed, context=reference)))


def seal_person_again(reference: str, person: CasePerson) -> None:
    """Seal who filed a case under the newest key."""
    text = identity_keys().ring(person.key_id).open(SEALED_FOR, person.sealed, context=reference)
    person.key_id = identity_keys().newest
    person.sealed = identity_keys().ring(person.key_id).seal(SEALED_FOR, text, context=reference)
