#include "facts/fact_values.hpp"
#include "facts/registry/certificate_blob.hpp"
#include "facts/registry/registry_facts.hpp"
#include "facts/registry/registry_value.hpp"

#include <algorithm>
#include <span>

namespace acsgate {

namespace {

/// The physical stores that the machine's Root store is made of (Microsoft, "System store locations"), and those of Disallowed.
/// A manual import goes into ROOT, a root that Windows fetches itself into AuthRoot, group policy and the domain have their own.
constexpr std::string_view k_root_stores[] = {
    R"(SOFTWARE\Microsoft\SystemCertificates\ROOT)",          R"(SOFTWARE\Microsoft\SystemCertificates\AuthRoot)",
    R"(SOFTWARE\Microsoft\SystemCertificates\SmartCardRoot)", R"(SOFTWARE\Policies\Microsoft\SystemCertificates\ROOT)",
    R"(SOFTWARE\Microsoft\EnterpriseCertificates\ROOT)",
};
constexpr std::string_view k_disallowed_stores[] = {
    R"(SOFTWARE\Microsoft\SystemCertificates\Disallowed)",
    R"(SOFTWARE\Policies\Microsoft\SystemCertificates\Disallowed)",
    R"(SOFTWARE\Microsoft\EnterpriseCertificates\Disallowed)",
};
constexpr std::string_view k_auto_update_policy = R"(SOFTWARE\Policies\Microsoft\SystemCertificates\AuthRoot)";
constexpr std::string_view k_auto_update = R"(SOFTWARE\Microsoft\SystemCertificates\AuthRoot\AutoUpdate)";
constexpr std::string_view k_no_auto_update = "DisableRootAutoUpdate";

constexpr std::size_t k_max_certificates = 10000; ///< as many thumbprints as a facts document may have

void note_once(RegistryFacts &facts, std::string note) {
  if (std::ranges::find(facts.notes, note) == facts.notes.end()) {
    facts.notes.push_back(std::move(note));
  }
}

/// What several stores hold together.
class Stores {
public:
  Stores(RegistryView &view, RegistryFacts &facts) : m_view(view), m_facts(facts) {}

  template <class Take> void read(std::span<const std::string_view> stores, const Take &take) {
    for (const std::string_view store : stores) {
      const std::string certificates = std::string(store) + R"(\Certificates)";
      const auto names = m_view.subkeys(certificates);
      if (!names.ok()) {
        // A store that is not there holds nothing.
        note_obstacle(names.status == ReadStatus::absent ? ReadStatus::ok : names.status);
        m_unread += names.status == ReadStatus::absent ? "" : (m_unread.empty() ? "" : ", ") + std::string(store);
        continue;
      }
      m_any = true;
      for (const std::string &name : names.value) {
        const auto thumbprint = parse_thumbprint(name);
        if (thumbprint && thumbprint->size == 20) {
          const auto blob = m_view.value(std::string(certificates).append(1, '\\').append(name), "Blob");
          note_obstacle(blob.status == ReadStatus::absent ? ReadStatus::ok : blob.status);
          take(*thumbprint, blob, store);
        }
      }
    }
    if (m_list.size() > k_max_certificates) {
      m_facts.notes.push_back("there are more than " + std::to_string(k_max_certificates) + " certificates: left unknown");
      m_obstacle = ReadStatus::error;
    }
    if (m_any && !m_unread.empty()) {
      m_facts.notes.push_back("the certificates are left unknown: not read were " + m_unread);
    }
  }

  void add(const Thumbprint &thumbprint) { m_list.push_back(thumbprint); }
  void exclude(const Thumbprint &thumbprint) { m_excluded.push_back(thumbprint); }
  [[nodiscard]] bool empty() const { return m_list.empty(); }
  [[nodiscard]] ReadStatus obstacle() const { return m_obstacle; }

  [[nodiscard]] std::vector<Thumbprint> list() {
    std::ranges::sort(m_list, {}, &Thumbprint::bytes);
    m_list.erase(std::ranges::unique(m_list).begin(), m_list.end());
    std::ranges::sort(m_excluded, {}, &Thumbprint::bytes);
    std::erase_if(m_list, [this](const Thumbprint &thumbprint) {
      return std::ranges::binary_search(m_excluded, thumbprint.bytes, {}, &Thumbprint::bytes);
    });
    return std::move(m_list);
  }

private:
  /// Keeps the obstacle that says most: denied before error before unsupported.
  void note_obstacle(ReadStatus status) {
    const auto weight = [](ReadStatus of) {
      return of == ReadStatus::denied ? 3 : of == ReadStatus::error ? 2 : of == ReadStatus::unsupported ? 1 : 0;
    };
    m_obstacle = weight(status) > weight(m_obstacle) ? status : m_obstacle;
  }

  RegistryView &m_view;
  RegistryFacts &m_facts;
  std::vector<Thumbprint> m_list;
  std::vector<Thumbprint> m_excluded;
  ReadStatus m_obstacle = ReadStatus::ok;
  std::string m_unread; ///< stores that could not be read
  bool m_any = false;   ///< a store was read
};

/// Present is a certificate that is what its key says and whole. One that any store narrows to other uses than code is not:
/// which store's word Windows takes is not documented.
ReadStatus read_present(RegistryView &view, RegistryFacts &facts) {
  Stores stores(view, facts);
  stores.read(k_root_stores, [&](const Thumbprint &name, const RegistryRead<RegistryValue> &blob, std::string_view store) {
    const auto certificate = blob.ok() ? parse_certificate_blob(blob.value.data) : std::nullopt;
    if (certificate && certificate->sha1 == name) {
      certificate->for_code_signing ? stores.add(name) : stores.exclude(name);
    } else if (blob.ok()) {
      note_once(facts, "a certificate in " + std::string(store) + " is damaged or not the one that its key names: not counted");
    }
  });
  if (stores.obstacle() != ReadStatus::ok) {
    return stores.obstacle();
  }
  if (stores.empty()) {
    return ReadStatus::absent; // no Windows is without roots: what was read were not the stores
  }
  facts.host.facts.roots.present = stores.list();
  return ReadStatus::ok;
}

/// A veto errs on the safe side: what stands in Disallowed counts by its key and by its certificate.
ReadStatus read_disallowed(RegistryView &view, RegistryFacts &facts) {
  Stores stores(view, facts);
  stores.read(k_disallowed_stores, [&](const Thumbprint &name, const RegistryRead<RegistryValue> &blob, std::string_view) {
    stores.add(name);
    if (const auto certificate = blob.ok() ? parse_certificate_blob(blob.value.data) : std::nullopt) {
      stores.add(certificate->sha1);
    }
  });
  if (stores.obstacle() == ReadStatus::ok) {
    facts.host.facts.roots.disallowed = stores.list();
  }
  return stores.obstacle();
}

} // namespace

/// Disabled by policy, or in the store's own settings. Without either, Windows fetches a root that it needs.
AutoUpdate read_registry_auto_update(RegistryView &view) {
  const auto policy = read_dword(view, k_auto_update_policy, k_no_auto_update);
  const auto own = read_dword(view, k_auto_update, k_no_auto_update);
  const auto off = [](const RegistryRead<std::uint32_t> &read) { return read.ok() && read.value != 0; };
  const auto on = [](const RegistryRead<std::uint32_t> &read) { return read.status == ReadStatus::absent || read.ok(); };
  return off(policy) || off(own) ? AutoUpdate::disabled : on(policy) && on(own) ? AutoUpdate::enabled : AutoUpdate::unknown;
}

void read_registry_roots(RegistryView &view, RegistryFacts &facts) {
  RootFacts &roots = facts.host.facts.roots;
  const ReadStatus present = read_present(view, facts);
  const ReadStatus disallowed = present == ReadStatus::absent ? present : read_disallowed(view, facts);
  roots.auto_update = read_registry_auto_update(view);
  const bool known = roots.present || roots.disallowed || roots.auto_update != AutoUpdate::unknown;
  roots.status = known ? GroupStatus::ok : group_status(present == ReadStatus::unsupported ? disallowed : present);
}

} // namespace acsgate
