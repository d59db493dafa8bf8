#pragma once

#include "facts/facts.hpp"
#include "probe/read.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace acsgate {

/// Stores of the machine. `root` and `disallowed` are what Windows goes by; the others are what they are made of, as far as they
/// can be opened on their own (Microsoft, "System store locations").
enum class CertificatePlace : std::uint8_t {
  root,
  auth_root,         ///< roots that Windows fetches by itself
  smart_card_root,   ///< roots of smart cards
  group_policy_root, ///< handed out by group policy
  enterprise_root,   ///< handed out by the domain
  disallowed,
  group_policy_disallowed,
  enterprise_disallowed,
};

/// Certificates come as a store keeps them, with their properties: what parse_certificate_blob reads. `absent`: there is no such
/// store, or no such certificate in it.
class CertificateStores {
public:
  CertificateStores() = default;
  CertificateStores(const CertificateStores &) = delete;
  CertificateStores &operator=(const CertificateStores &) = delete;
  virtual ~CertificateStores() = default;
  [[nodiscard]] virtual ProbeRead<std::vector<std::string>> list(CertificatePlace place) = 0;
  [[nodiscard]] virtual ProbeRead<std::string> find(CertificatePlace place, const Thumbprint &sha1) = 0;
};

} // namespace acsgate
