"""Accounts, parties and what ties them together.

Numbers, phones and addresses stand here only sealed, with a keyed index beside them.
"""

import uuid
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q

from bureau.audit.actors import Actor

LONGEST_STAFF_NUMBER = 40


class PartyKind(models.TextChoices):
    PERSON = "person", "自然人"
    ORGANISATION = "organisation", "单位"


class IdentifierKind(models.TextChoices):
    ID_CARD = "id_card", "居民身份证"
    USCC = "uscc", "统一社会信用代码"
    PASSPORT = "passport", "护照"
    PERMANENT_RESIDENCE = "permanent_residence", "外国人永久居留身份证"
    HK_MACAO = "hk_macao", "港澳居民证件"
    TAIWAN = "taiwan", "台湾居民证件"
    OLD_REG_NO = "old_reg_no", "原注册号"


class ConfidentialKind(models.TextChoices):
    PHONE = "phone", "电话"
    ADDRESS = "address", "住址"
    BANK_ACCOUNT = "bank_account", "银行账号"
    OTHER = "other", "其他"


class Assurance(models.IntegerChoices):
    """How sure we are who somebody is; a higher one includes the lower."""

    NONE = 0, "未核验"
    SEEN = 1, "窗口核验原件"
    VERIFIED = 2, "身份平台核验"


class AccountKind(models.TextChoices):
    APPLICANT = "applicant", "申请人"
    STAFF = "staff", "工作人员"
    DEVICE = "device", "设备"
    SYSTEM = "system", "系统"


class Party(models.Model):
    """A natural person or an organisation; its numbers are attributes, never its key."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=12, choices=PartyKind.choices)
    name = models.CharField(max_length=200)
    name_bigrams = ArrayField(models.TextField(), default=list)
    registered_at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [
            GinIndex(fields=["name_bigrams"], name="people_party_bigrams"),
            models.Index(fields=["name"], name="people_party_name"),
        ]

    def __str__(self) -> str:
        return self.name


class Identifier(models.Model):
    """A number of a party, for as long as it was theirs (not as long as a card is valid)."""

    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="identifiers")
    kind = models.CharField(max_length=20, choices=IdentifierKind.choices)
    cipher = models.TextField()
    blind = models.CharField(max_length=64)
    tail_blind = models.CharField(max_length=64, db_index=True)
    plain = models.CharField(max_length=18, blank=True)
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)
    assurance = models.PositiveSmallIntegerField(choices=Assurance.choices)
    noted_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["kind", "blind"],
                condition=Q(valid_to=None),
                name="people_identifier_belongs_to_one_party",
                violation_error_message="这个证件号码已登记在另一个主体名下。",
            ),
            models.CheckConstraint(
                name="people_only_credit_codes_stand_plain",
                condition=Q(plain="") | Q(kind="uscc"),
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["kind", "blind"], name="people_identifier_blind"),
            models.Index(fields=["plain"], name="people_identifier_plain", condition=~Q(plain="")),
        ]


class Confidential(models.Model):
    """One sealed value; forms and letters hold only its reference."""

    ref = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=16, choices=ConfidentialKind.choices)
    party = models.ForeignKey(
        Party, null=True, on_delete=models.PROTECT, related_name="confidentials"
    )
    cipher = models.TextField()
    blind = models.CharField(max_length=64)
    tail_blind = models.CharField(max_length=64)
    noted_at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["kind", "blind"], name="people_confidential_blind"),
        ]


class AccountManager(BaseUserManager["Account"]):
    """Finds an account for the sign-in; making one is an operation."""

    def get_by_natural_key(self, username: str | None) -> "Account":
        return self.get(staff_number=username)


class Account(AbstractBaseUser):
    """A way to sign in; belongs to one person. Who has one is not yet entitled to act."""

    # Without one is NULL, so that many may be without.
    staff_number = models.CharField(max_length=LONGEST_STAFF_NUMBER, null=True, unique=True)  # noqa: DJ001
    phone_cipher = models.TextField(blank=True)
    phone_blind = models.CharField(max_length=64, null=True, unique=True)  # noqa: DJ001
    phone_verified = models.BooleanField(default=False)
    name = models.CharField(max_length=200, blank=True)
    kind = models.CharField(
        max_length=12, choices=AccountKind.choices, default=AccountKind.APPLICANT
    )
    party = models.ForeignKey(Party, null=True, on_delete=models.PROTECT, related_name="accounts")
    # How the link to the person was made: claimed online, seen at a window, by the platform.
    party_assurance = models.PositiveSmallIntegerField(
        choices=Assurance.choices, default=Assurance.NONE
    )
    is_active = models.BooleanField(default=True)
    is_trial = models.BooleanField(default=False)
    opened_at = models.DateTimeField(null=True)

    objects: ClassVar[AccountManager] = AccountManager()

    USERNAME_FIELD = "staff_number"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    def __str__(self) -> str:
        return self.name or self.staff_number or f"账号{self.pk}"

    def as_actor(self, *, post: str = "", office: str = "") -> Actor:
        """This person at this moment, as the record will name them."""
        default = "" if self.is_staff_member else AccountKind(self.kind).label
        return Actor(id=str(self.pk), name=str(self), post=post or default, office=office)

    @property
    def is_staff_member(self) -> bool:
        return self.kind == AccountKind.STAFF


class Contact(models.Model):
    """Whom to tell about one application, and how; nothing here is required but the wish."""

    class Wish(models.TextChoices):
        SMS = "sms", "短信"
        EMAIL = "email", "电子邮件"
        LETTER = "letter", "邮寄"
        NONE = "none", "到窗口自取，不用通知"

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(max_length=200)
    phone = models.ForeignKey(Confidential, null=True, on_delete=models.PROTECT, related_name="+")
    email = models.ForeignKey(Confidential, null=True, on_delete=models.PROTECT, related_name="+")
    address = models.ForeignKey(Confidential, null=True, on_delete=models.PROTECT, related_name="+")
    wish = models.CharField(max_length=8, choices=Wish.choices)
    noted_at = models.DateTimeField()


class Mandate(models.Model):
    """One party may act for another; even a legal representative needs one."""

    class How(models.TextChoices):
        LETTER = "letter", "授权委托书"
        ORIGINAL_SEEN = "original_seen", "窗口核对原件"
        LEGAL_REPRESENTATIVE = "legal_representative", "法定代表人（负责人）"
        GUARDIAN = "guardian", "监护人"
        PLATFORM = "platform", "身份平台授权"

    class State(models.TextChoices):
        CLAIMED = "claimed", "自己申报，待核对"
        CONFIRMED = "confirmed", "已核对"
        REVOKED = "revoked", "已撤销"

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    principal = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="mandates_given")
    agent = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="mandates_held")
    everything = models.BooleanField(default=False)
    items = ArrayField(models.CharField(max_length=80), default=list)
    how = models.CharField(max_length=24, choices=How.choices)
    evidence = models.CharField(max_length=400)
    state = models.CharField(max_length=12, choices=State.choices)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    given_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="people_nobody_mandates_themselves",
                condition=~Q(principal=models.F("agent")),
                violation_error_message="不能委托自己。",
            ),
            models.CheckConstraint(
                name="people_mandate_ends_after_it_begins",
                condition=Q(valid_to=None) | Q(valid_to__gte=models.F("valid_from")),
                violation_error_message="委托的截止日期早于开始日期。",
            ),
        ]


class CareNeed(models.Model):
    """What somebody needs so that the service reaches them; told by them, never guessed."""

    class Kind(models.TextChoices):
        ELDERLY = "elderly", "老年人"
        MOBILITY = "mobility", "行动不便"
        SIGHT = "sight", "视力障碍"
        HEARING = "hearing", "听力障碍"
        PREGNANT = "pregnant", "孕期或携带婴幼儿"
        LANGUAGE = "language", "需要语言帮助"
        SERVICE = "service", "军人及其他优先对象"
        OTHER = "other", "其他"

    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="care_needs")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    noted_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["party", "kind"],
                condition=Q(ended_at=None),
                name="people_care_need_once",
            ),
        ]


class Identification(models.Model):
    """Somebody was identified: how well, how, when and by whom. Never changed."""

    append_only: ClassVar[bool] = True

    class How(models.TextChoices):
        ORIGINAL = "original", "核对证件原件"
        CARD_READER = "card_reader", "读卡器"
        PLATFORM = "platform", "身份平台"

    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="identifications")
    assurance = models.PositiveSmallIntegerField(choices=Assurance.choices)
    how = models.CharField(max_length=16, choices=How.choices)
    by_id = models.TextField()
    by_name = models.TextField()
    identified_at = models.DateTimeField()
