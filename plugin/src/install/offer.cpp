#include "install/offer.hpp"

#include "base/file.hpp"
#include "base/text.hpp"
#include "policy/mapping_reader.hpp"
#include "policy/neighbour.hpp"

#include <algorithm>

namespace acsgate {

namespace {

constexpr std::string_view k_offer_schema = "acsgate.offer/v1";
const std::vector<std::pair<std::string_view, std::string_view>> k_architectures = {
    {"x64", "x64"}, {"x86", "x86"}, {"arm64", "arm64"}};

/// What --write-manifest notes down of a file's signature.
const std::vector<std::pair<std::string_view, std::string_view>> k_signatures = {{"needs-acs-support", "needs-acs-support"},
                                                                                 {"acs-signed", "acs-signed"},
                                                                                 {"other-signed", "other-signed"},
                                                                                 {"unsigned", "unsigned"}};

class Reader {
public:
  Reader(const std::string &path, const Document &document) : m_path(path_of(path)), m_complaints(document) {}

  tl::expected<Offer, Errors> read(const Node &root) {
    MappingReader top(root, "manifest", m_complaints);
    std::string schema;
    top.text("schema", schema);
    if (!schema.empty() && schema != k_offer_schema) {
      top.complain("\"schema\" must be " + std::string(k_offer_schema) + ", not \"" + printable(schema, 80) + '"');
    }
    if (const Node *offer = top.required("offer")) {
      read_rows(*offer);
    }
    top.finish();
    if (m_complaints.count() > 0) {
      return tl::unexpected(m_complaints.take());
    }
    return std::move(m_offer);
  }

private:
  void read_rows(const Node &offer) {
    if (offer.kind != Node::Kind::sequence || offer.items.empty() || offer.items.size() > k_max_packages) {
      m_complaints.add(offer.mark, "\"offer\" must be a list of 1 to " + std::to_string(k_max_packages) + " packages");
      return;
    }
    for (const Node &row : offer.items) {
      read_row(row);
    }
  }

  void read_row(const Node &row) {
    MappingReader reader(row, "package", m_complaints);
    Package package;
    std::string_view arch;
    reader.text("module", package.module);
    reader.word("arch", arch, k_architectures, true);
    package.arch = arch;
    if (const Node *build = reader.required("build")) {
      const auto version = parse_version(build->text);
      if (version && version->patch) {
        package.build = *version;
      } else {
        m_complaints.add(build->mark, "\"build\" must be a build with four parts such as 20.0.0-6690");
      }
    }
    if (const Node *file = reader.required("file")) {
      const auto path = file_beside(m_path, *file, "manifest");
      if (path) {
        package.file = utf8_of(*path);
      } else {
        m_complaints.add(file->mark, path.error().what, path.error().fix);
      }
    }
    if (const Node *digest = reader.required("sha256")) {
      const auto sha256 = parse_sha256(digest->text);
      package.sha256 = sha256.value_or("");
      if (!sha256) {
        m_complaints.add(digest->mark, "\"sha256\" must be 64 hex digits");
      }
    }
    std::string_view signature; // for people, and for those who compare manifests
    reader.word("signature", signature, k_signatures);
    reader.finish();
    const bool twice = std::ranges::any_of(m_offer, [&](const Package &other) {
      return other.module == package.module && other.build == package.build && other.arch == package.arch;
    });
    if (twice) {
      m_complaints.add(row.mark, "this module, build and architecture stands here twice", {}, mistake::k_duplicate);
    }
    m_offer.push_back(std::move(package));
  }

  std::filesystem::path m_path;
  Complaints m_complaints;
  Offer m_offer;
};

} // namespace

std::optional<std::string> parse_sha256(std::string_view text) {
  const std::string digest = lower_ascii(text);
  const bool good = digest.size() == 64 && digest.find_first_not_of("0123456789abcdef") == std::string::npos;
  return good ? std::optional(digest) : std::nullopt;
}

tl::expected<Offer, Errors> load_offer(const std::string &path) {
  const auto text = read_file(path_of(path), k_max_yaml_bytes, ErrorKind::policy);
  if (!text) {
    return tl::unexpected(Errors{text.error()});
  }
  return load_offer_text(*text, path);
}

tl::expected<Offer, Errors> load_offer_text(std::string_view text, const std::string &path) {
  Document document;
  document.files.push_back(utf8_of(path_of(path)));
  const auto start = text.find_first_not_of(" \t\r\n");
  const bool json = start != std::string_view::npos && text[start] == '{';
  auto root = json ? parse_json(text, 0, document.files.front()) : parse_yaml(text, 0, document.files.front());
  if (!root) {
    root.error().fix = "compare it with what acsgate run --write-manifest DIR prints";
    return tl::unexpected(Errors{std::move(root.error())});
  }
  return Reader(path, document).read(*root);
}

} // namespace acsgate
