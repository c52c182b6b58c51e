"""Invites people, and makes them users."""

from datetime import timedelta
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from app.audit.events import Actor, record_event
from app.auth.invitations.queries import memberships_of, waiting
from app.auth.invitations.schemas import Acceptance, NewInvitation, OpenInvitation
from app.auth.mails import invitation_mail
from app.auth.memberships import find_organisations
from app.auth.passwords.hashing import hash_password
from app.auth.passwords.service import check_new_password
from app.auth.secrets import hash_secret, new_secret
from app.auth.sessions.service import Client, SignedIn, enter
from app.codelists import Channel, Language, UserRole
from app.errors import ConflictError, NotFoundError
from app.models import Invitation, InvitationMembership, Membership, User
from app.notices.outbox import post_mail

INVITATION_LIFE = timedelta(days=7)


def invite(session: Session, actor: Actor, new: NewInvitation) -> Invitation:
    """Raises InvalidFieldsError; ConflictError for who has an account or an invitation."""
    organisations = find_organisations(session, new.memberships)
    if session.scalars(select(User.id).where(User.email == new.email)).one_or_none() is not None:
        raise ConflictError("Someone has an account with this address already.")
    secret = new_secret()
    values = {
        "email": new.email,
        "role": new.role,
        "language": new.language,
        "token_hash": hash_secret(secret),
        "invited_by_id": actor.user_id,
        "expires_at": func.now() + INVITATION_LIFE,
    }
    # Two who invite the same person at the same time: one of them is told.
    done = session.execute(
        insert(Invitation).values(values).on_conflict_do_nothing().returning(Invitation.id)
    ).scalar_one_or_none()
    if done is None:
        raise ConflictError("This address is invited already: send that invitation again.")
    invitation = session.get_one(Invitation, done)
    for organisation, focal_point in organisations:
        session.add(
            InvitationMembership(
                invitation_id=invitation.id,
                organisation_id=organisation.id,
                focal_point=focal_point,
            )
        )
    data = {"role": new.role, "organisations": [row.slug for row, _ in organisations]}
    record_event(session, actor, "user.invited", "invitation", invitation.id, data=data)
    _mail(session, invitation, secret)
    return invitation


def send_again(session: Session, actor: Actor, invitation_id: UUID) -> Invitation:
    """With a new link and its whole life; the link before ends. Raises NotFoundError."""
    invitation = _waiting(session, invitation_id)
    secret = new_secret()
    invitation.token_hash = hash_secret(secret)
    invitation.expires_at = session.scalars(select(func.now() + INVITATION_LIFE)).one()
    record_event(session, actor, "invitation.resent", "invitation", invitation.id)
    _mail(session, invitation, secret)
    return invitation


def revoke(session: Session, actor: Actor, invitation_id: UUID) -> None:
    """Raises NotFoundError."""
    invitation = _waiting(session, invitation_id)
    now = session.scalars(select(func.now())).one()
    _close(invitation)
    invitation.revoked_at = now
    record_event(session, actor, "invitation.revoked", "invitation", invitation.id)


def read_invitation(
    session: Session, secret: str, language: Language | None = None
) -> OpenInvitation:
    """Organisations are named in `language`, else in that of the invitation. Raises
    NotFoundError."""
    invitation = _by_secret(session, secret)
    named_in = language or Language(invitation.language)
    return OpenInvitation(
        email=invitation.email or "",
        role=UserRole(invitation.role),
        language=Language(invitation.language),
        memberships=memberships_of(session, [invitation.id], named_in)[invitation.id],
        invited_by=_name_of(session, invitation.invited_by_id),
        expires_at=invitation.expires_at,
    )


def accept(session: Session, secret: str, given: Acceptance, client: Client) -> SignedIn:
    """Makes the user, who is signed in. The link is used up once all is accepted.

    Raises NotFoundError, InvalidFieldsError; ConflictError where the address has an account.
    """
    invitation = _by_secret(session, secret, lock=True)
    email = invitation.email or ""
    check_new_password(given.password, "#/password", given.name, email)
    values = {
        "email": email,
        "name": given.name,
        "role": invitation.role,
        "language": given.language,
        "password_hash": hash_password(given.password),
    }
    user_id = session.execute(
        insert(User).values(values).on_conflict_do_nothing().returning(User.id)
    ).scalar_one_or_none()
    if user_id is None:
        raise ConflictError("Someone has an account with this address already: sign in.")
    user = session.get_one(User, user_id)
    asked = session.scalars(
        select(InvitationMembership).where(InvitationMembership.invitation_id == invitation.id)
    )
    for item in asked:
        session.add(
            Membership(
                user_id=user.id,
                organisation_id=item.organisation_id,
                focal_point=item.focal_point,
            )
        )
    now = session.scalars(select(func.now())).one()
    _close(invitation)
    invitation.accepted_at = now
    actor = Actor(user.id, Channel.LINK)
    data = {"user": user.id}
    record_event(session, actor, "invitation.accepted", "invitation", invitation.id, data=data)
    return enter(session, user, client)


def _close(invitation: Invitation) -> None:
    invitation.token_hash = None
    invitation.email = None


def _waiting(session: Session, invitation_id: UUID) -> Invitation:
    invitation = session.scalars(
        select(Invitation).where(Invitation.id == invitation_id, waiting()).with_for_update()
    ).one_or_none()
    if invitation is None:
        raise NotFoundError("There is no such invitation, or it was accepted or revoked.")
    return invitation


def _by_secret(session: Session, secret: str, *, lock: bool = False) -> Invitation:
    found = select(Invitation).where(
        Invitation.token_hash == hash_secret(secret), Invitation.expires_at > func.now()
    )
    invitation = session.scalars(found.with_for_update() if lock else found).one_or_none()
    if invitation is None:
        raise NotFoundError(
            "This invitation was accepted or revoked, or it has expired: ask who invited you to "
            "send it again."
        )
    return invitation


def _name_of(session: Session, user_id: UUID | None) -> str | None:
    return session.scalars(select(User.name).where(User.id == user_id)).one_or_none()


def _mail(session: Session, invitation: Invitation, secret: str) -> None:
    language = Language(invitation.language)
    inviter = _name_of(session, invitation.invited_by_id)
    subject, body = invitation_mail(secret, language, inviter)
    post_mail(session, invitation.email or "", language, subject, body)
