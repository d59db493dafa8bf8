#pragma once

#include "probe/certificate_stores.hpp"

#include <memory>

namespace acsgate {

/// The machine's stores through CryptoAPI, read-only. Each call opens its store: none is read twice.
class MachineCertificates final : public CertificateStores {
public:
  MachineCertificates();
  ~MachineCertificates() override;
  MachineCertificates(const MachineCertificates &) = delete;
  MachineCertificates &operator=(const MachineCertificates &) = delete;

  [[nodiscard]] ProbeRead<std::vector<std::string>> list(CertificatePlace place) override;
  [[nodiscard]] ProbeRead<std::string> find(CertificatePlace place, const Thumbprint &sha1) override;

private:
  struct Library;
  [[nodiscard]] const Library &library();
  std::unique_ptr<Library> m_library; ///< loaded at the first use, in the thread that may be given up
};

} // namespace acsgate
