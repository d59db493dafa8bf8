#include "probe/windows/certificate_stores_windows.hpp"

#include "base/system_library_windows.hpp"
#include "probe/windows/status_windows.hpp"

#include <wincrypt.h>

namespace acsgate {

namespace {

constexpr std::size_t k_max_certificates = 20000;
constexpr DWORD k_max_blob = 1U << 20U;

struct StorePlace {
  DWORD location;
  const wchar_t *name;
};

/// By CertificatePlace.
constexpr StorePlace k_places[] = {
    {CERT_SYSTEM_STORE_LOCAL_MACHINE, L"Root"},
    {CERT_SYSTEM_STORE_LOCAL_MACHINE, L"AuthRoot"},
    {CERT_SYSTEM_STORE_LOCAL_MACHINE, L"SmartCardRoot"},
    {CERT_SYSTEM_STORE_LOCAL_MACHINE_GROUP_POLICY, L"Root"},
    {CERT_SYSTEM_STORE_LOCAL_MACHINE_ENTERPRISE, L"Root"},
    {CERT_SYSTEM_STORE_LOCAL_MACHINE, L"Disallowed"},
    {CERT_SYSTEM_STORE_LOCAL_MACHINE_GROUP_POLICY, L"Disallowed"},
    {CERT_SYSTEM_STORE_LOCAL_MACHINE_ENTERPRISE, L"Disallowed"},
};

constexpr DWORD k_encoding = X509_ASN_ENCODING | PKCS_7_ASN_ENCODING;

} // namespace

/// crypt32.dll is not among the KnownDLLs of every Windows.
struct MachineCertificates::Library {
  HMODULE module = load_system_library(L"crypt32.dll");
  decltype(&CertOpenStore) open = function_of<decltype(CertOpenStore)>(module, "CertOpenStore");
  decltype(&CertCloseStore) close = function_of<decltype(CertCloseStore)>(module, "CertCloseStore");
  decltype(&CertEnumCertificatesInStore) next =
      function_of<decltype(CertEnumCertificatesInStore)>(module, "CertEnumCertificatesInStore");
  decltype(&CertFindCertificateInStore) find =
      function_of<decltype(CertFindCertificateInStore)>(module, "CertFindCertificateInStore");
  decltype(&CertSerializeCertificateStoreElement) serialize =
      function_of<decltype(CertSerializeCertificateStoreElement)>(module, "CertSerializeCertificateStoreElement");
  decltype(&CertFreeCertificateContext) free =
      function_of<decltype(CertFreeCertificateContext)>(module, "CertFreeCertificateContext");

  [[nodiscard]] bool complete() const {
    return open != nullptr && close != nullptr && next != nullptr && find != nullptr && serialize != nullptr && free != nullptr;
  }

  /// Opens the store and hands it to `use`, which returns what was read.
  template <class T, class Use> [[nodiscard]] ProbeRead<T> with_store(CertificatePlace place, const Use &use) const {
    if (!complete()) {
      return {ReadStatus::error, {}};
    }
    const StorePlace &store = k_places[static_cast<std::size_t>(place)];
    HCERTSTORE handle = open(CERT_STORE_PROV_SYSTEM_W, 0, 0,
                             store.location | CERT_STORE_READONLY_FLAG | CERT_STORE_OPEN_EXISTING_FLAG, store.name);
    if (handle == nullptr) {
      const DWORD error = GetLastError();
      // Some of crypt32's errors come as HRESULTs.
      const ReadStatus status = status_of_error((error & 0xFFFF0000U) == 0x80070000U ? error & 0xFFFFU : error);
      return {status == ReadStatus::ok ? ReadStatus::error : status, {}};
    }
    ProbeRead<T> read = use(handle);
    close(handle, 0);
    return read;
  }

  /// The certificate with its properties, as the registry keeps it.
  [[nodiscard]] ProbeRead<std::string> blob(PCCERT_CONTEXT certificate) const {
    DWORD size = 0;
    if (serialize(certificate, 0, nullptr, &size) == 0 || size > k_max_blob) {
      return {ReadStatus::error, {}};
    }
    std::string bytes(size, '\0');
    if (serialize(certificate, 0, reinterpret_cast<BYTE *>(bytes.data()), &size) == 0) {
      return {ReadStatus::error, {}};
    }
    bytes.resize(size);
    return {ReadStatus::ok, std::move(bytes)};
  }
};

MachineCertificates::MachineCertificates() = default;
MachineCertificates::~MachineCertificates() = default;

const MachineCertificates::Library &MachineCertificates::library() {
  if (!m_library) {
    m_library = std::make_unique<Library>();
  }
  return *m_library;
}

ProbeRead<std::vector<std::string>> MachineCertificates::list(CertificatePlace place) {
  using List = std::vector<std::string>;
  const Library &crypt32 = library();
  return crypt32.with_store<List>(place, [&](HCERTSTORE store) {
    ProbeRead<List> read{ReadStatus::ok, {}};
    PCCERT_CONTEXT certificate = nullptr;
    while ((certificate = crypt32.next(store, certificate)) != nullptr) {
      auto blob = crypt32.blob(certificate);
      if (!blob.ok() || read.value.size() >= k_max_certificates) {
        crypt32.free(certificate);
        return ProbeRead<List>{ReadStatus::error, {}};
      }
      read.value.push_back(std::move(blob.value));
    }
    return read;
  });
}

ProbeRead<std::string> MachineCertificates::find(CertificatePlace place, const Thumbprint &sha1) {
  const Library &crypt32 = library();
  return crypt32.with_store<std::string>(place, [&](HCERTSTORE store) {
    auto bytes = sha1.bytes;
    const CRYPT_HASH_BLOB hash{sha1.size, bytes.data()};
    PCCERT_CONTEXT certificate = crypt32.find(store, k_encoding, 0, CERT_FIND_SHA1_HASH, &hash, nullptr);
    if (certificate == nullptr) {
      const bool absent = GetLastError() == static_cast<DWORD>(CRYPT_E_NOT_FOUND);
      return ProbeRead<std::string>{absent ? ReadStatus::absent : ReadStatus::error, {}};
    }
    auto blob = crypt32.blob(certificate);
    crypt32.free(certificate);
    return blob;
  });
}

} // namespace acsgate
