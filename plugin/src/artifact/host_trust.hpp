#pragma once

#include <string>

namespace acsgate {

/// What this Windows itself says of the file's signature (WinVerifyTrust; nothing is fetched from a network): `trusted`, or
/// `untrusted 0x800b0109` with its reason. Empty on other systems and where it can't be asked. It goes by this machine's store of
/// roots and has no part in a verdict.
[[nodiscard]] std::string host_trust(const std::string &path);

} // namespace acsgate
