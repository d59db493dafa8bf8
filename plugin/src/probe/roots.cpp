#include "probe/sources.hpp"

#include "base/hex.hpp"
#include "base/sha256.hpp"
#include "facts/registry/certificate_blob.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace acsgate {

namespace {

constexpr std::size_t k_max_certificates = 10000; ///< as many thumbprints as a facts document may have

struct PhysicalStore {
  CertificatePlace place;
  std::string_view name;
};

/// What the machine's Root store is made of, besides what was imported by hand.
constexpr PhysicalStore k_root_parts[] = {
    {CertificatePlace::auth_root, "AuthRoot"},
    {CertificatePlace::group_policy_root, "group policy"},
    {CertificatePlace::enterprise_root, "enterprise"},
    {CertificatePlace::smart_card_root, "SmartCardRoot"},
};
constexpr PhysicalStore k_disallowed_parts[] = {
    {CertificatePlace::disallowed, "Disallowed"},
    {CertificatePlace::group_policy_disallowed, "Disallowed of group policy"},
    {CertificatePlace::enterprise_disallowed, "Disallowed of the enterprise"},
};

using Thumbprints = std::set<std::array<std::uint8_t, 32>>;

std::vector<Thumbprint> list_of(const Thumbprints &thumbprints) {
  std::vector<Thumbprint> list;
  list.reserve(thumbprints.size());
  for (const auto &bytes : thumbprints) {
    list.push_back({bytes, 20});
  }
  return list;
}

/// SHA-1 is broken: a certificate is the wanted one only if SHA-256 says so too.
bool is_forged(const StoredCertificate &certificate, const std::vector<WantedRoot> &wanted) {
  const auto root = std::ranges::find(wanted, certificate.sha1, &WantedRoot::sha1);
  return root != wanted.end() && root->sha256.size == 32 && sha256_hex(certificate.der) != hex_of(root->sha256.bytes);
}

bool is_wanted(const Thumbprint &sha1, const std::vector<WantedRoot> &wanted) {
  return std::ranges::find(wanted, sha1, &WantedRoot::sha1) != wanted.end();
}

/// The store that Windows goes by decides what is present: policy can keep parts out of it. A certificate that it holds more than
/// once, once with a property that narrows it to other uses than code, does not count: which one Windows takes is not documented.
ReadStatus read_present(CertificateStores &stores, const std::vector<WantedRoot> &wanted, RootsRead &roots) {
  const auto read = stores.list(CertificatePlace::root);
  if (!read.ok()) {
    return read.status;
  }
  Thumbprints present;
  Thumbprints narrowed;
  std::size_t damaged = 0;
  for (const std::string &blob : read.value) {
    const auto certificate = parse_certificate_blob(blob);
    if (!certificate) {
      ++damaged;
    } else if (is_forged(*certificate, wanted)) {
      roots.notes.emplace_back("a certificate in Root has the SHA-1 of the wanted root, but not its SHA-256: not counted");
    } else {
      (certificate->for_code_signing ? present : narrowed).insert(certificate->sha1.bytes);
    }
  }
  if (damaged != 0) {
    roots.notes.push_back(std::to_string(damaged) + " certificates in Root can't be read: not counted");
  }
  std::erase_if(present, [&](const auto &bytes) { return narrowed.contains(bytes); });
  for (const WantedRoot &root : wanted) {
    if (narrowed.contains(root.sha1.bytes)) {
      roots.notes.emplace_back("the wanted root is in Root, but not for code signing: not counted");
    }
  }
  if (present.empty()) {
    return ReadStatus::absent; // no Windows is without roots: what was read was not the store
  }
  if (present.size() > k_max_certificates) {
    roots.notes.push_back("Root has more than " + std::to_string(k_max_certificates) + " certificates: left unknown");
    return ReadStatus::error;
  }
  roots.facts.present = list_of(present);
  return ReadStatus::ok;
}

/// Which parts of Root hold the wanted roots: for the evidence only.
void locate(CertificateStores &stores, const std::vector<WantedRoot> &wanted, RootsRead &roots) {
  std::string places;
  for (const PhysicalStore &part : k_root_parts) {
    const bool holds =
        std::ranges::any_of(wanted, [&](const WantedRoot &root) { return stores.find(part.place, root.sha1).ok(); });
    places += holds ? (places.empty() ? "" : ", ") + std::string(part.name) : "";
  }
  const bool present = roots.facts.present &&
                       std::ranges::any_of(*roots.facts.present, [&](const Thumbprint &sha1) { return is_wanted(sha1, wanted); });
  roots.source = "certificate store Root" + (present && !places.empty() ? " (" + places + ')' : "");
  if (!present && !places.empty()) {
    roots.notes.push_back("the wanted root is in " + places +
                          ", but Windows does not take it into Root, or not for code signing");
  }
}

/// A veto errs on the safe side: all parts must be readable, and what any of them holds is disallowed.
void read_disallowed(CertificateStores &stores, RootsRead &roots) {
  Thumbprints disallowed;
  for (const PhysicalStore &part : k_disallowed_parts) {
    const auto read = stores.list(part.place);
    if (read.status == ReadStatus::absent) {
      if (part.place == CertificatePlace::disallowed) {
        roots.notes.emplace_back("there is no Disallowed store: taken for empty");
      }
      continue;
    }
    bool readable = read.ok();
    for (const std::string &blob : read.value) {
      const auto certificate = parse_certificate_blob(blob);
      readable = readable && certificate;
      if (certificate) {
        disallowed.insert(certificate->sha1.bytes);
      }
    }
    if (!readable || disallowed.size() > k_max_certificates) {
      roots.source += ", " + failed_source(part.name, read.ok() ? ReadStatus::error : read.status);
      return;
    }
  }
  roots.facts.disallowed = list_of(disallowed);
}

} // namespace

std::vector<WantedRoot> wanted_roots(const Policy &policy) {
  std::vector<WantedRoot> wanted;
  for (const Requirement &requirement : policy.requirements) {
    if (requirement.kind == RequirementKind::root_certificate) {
      wanted.push_back({requirement.sha1, requirement.sha256});
    }
  }
  return wanted;
}

RootsRead read_roots(CertificateStores &stores, const std::vector<WantedRoot> &wanted) {
  RootsRead roots;
  const ReadStatus present = read_present(stores, wanted, roots);
  roots.facts.status = group_status(present);
  if (present != ReadStatus::ok) {
    roots.source = failed_source(k_certificate_stores, present);
    return roots;
  }
  locate(stores, wanted, roots);
  read_disallowed(stores, roots);
  return roots;
}

} // namespace acsgate
