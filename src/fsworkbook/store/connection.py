"""What a connection to a shared place may take from the user's own git settings: who they are, and the way out."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

_OWN: Final = re.compile(
    r"credential\..*|ssh\.variant|core\.sshcommand"
    r"|http\.(?:.*\.)?(?:proxy|proxyauthmethod|proxysslc.*|sslcainfo|sslcapath|sslbackend|sslcert|sslkey|sslcerttype"
    r"|sslkeytype|sslcertpasswordprotected|schannel.*|extraheader|emptyauth|delegation|version|postbuffer)",
    re.IGNORECASE | re.DOTALL,
)
_OWN_VARIABLES: Final = (
    *("GIT_SSH", "GIT_SSH_COMMAND", "GIT_SSH_VARIANT", "GIT_SSL_CAINFO", "GIT_SSL_CAPATH", "GIT_SSL_CERT"),
    *("GIT_SSL_KEY", "GIT_SSL_CERT_PASSWORD_PROTECTED", "GIT_PROXY_SSL_CAINFO", "GIT_HTTP_PROXY_AUTHMETHOD"),
)
_SSH: Final = "ssh -o ConnectTimeout=20 -o ServerAliveInterval=15 -o ServerAliveCountMax=4"


def variables(settings: Sequence[tuple[str, str]], *, asks: bool) -> dict[str, str]:
    """Return the environment variables by which a connection takes what it may from a user's settings and environment.

    Args:
        settings: the user's own git settings, in git's order.
        asks: whether git and ssh may ask for a password on the terminal.
    """
    found = {name: os.environ[name] for name in _OWN_VARIABLES if name in os.environ}
    own = [(key, value) for key, value in settings if _OWN.fullmatch(key)]
    if not any(key.lower() == "core.sshcommand" for key, _ in own) and "GIT_SSH" not in os.environ:
        own.append(("core.sshCommand", _SSH if asks else f"{_SSH} -o BatchMode=yes"))
    found["GIT_CONFIG_COUNT"] = str(len(own))
    for place, (key, value) in enumerate(own):
        found |= {f"GIT_CONFIG_KEY_{place}": key, f"GIT_CONFIG_VALUE_{place}": value}
    if asks:
        helper = next((value for key, value in reversed(settings) if key.lower() == "core.askpass"), "")
        helper = os.environ.get("GIT_ASKPASS") or helper or os.environ.get("SSH_ASKPASS", "")
        return found | {"GIT_TERMINAL_PROMPT": "1"} | ({"GIT_ASKPASS": helper} if helper else {})
    return found | {"SSH_ASKPASS_REQUIRE": "never", "GIT_ASKPASS": "", "GCM_INTERACTIVE": "never"}
