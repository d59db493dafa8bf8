#include "policy/loader.hpp"

#include "base/file.hpp"
#include "base/sha256.hpp"
#include "base/text.hpp"
#include "policy/builtin_policy.hpp"
#include "policy/decode.hpp"
#include "policy/merge.hpp"
#include "policy/mistake.hpp"
#include "policy/neighbour.hpp"

#include <algorithm>

namespace acsgate {

namespace {

constexpr int k_max_extends = 8;
constexpr std::string_view k_updates_header = "build,ubr,kb,released,kind,source";

struct Layers {
  Node base;
  Node own;
  std::size_t own_files = 0;
};

/// Gathers the files of one policy into one document.
class Assembler {
public:
  Document document;
  std::optional<Layers> layers; ///< filled where the caller set it and the first file extends a policy

  Result<Node> assemble(const std::filesystem::path &path, int depth) { // NOLINT(misc-no-recursion): bounded by k_max_extends
    if (depth > k_max_extends) {
      return refuse(path, {}, "extends more than " + std::to_string(k_max_extends) + " policies, or itself");
    }
    auto text = read_file(path, k_max_canonical_bytes, ErrorKind::policy);
    if (!text) {
      return tl::unexpected(std::move(text.error()));
    }
    return assemble_text(*text, path, depth);
  }

  Result<Node> assemble_text(std::string_view text, const std::filesystem::path &path, int depth) { // NOLINT(misc-no-recursion)
    auto root = parse(text, utf8_of(path));
    if (!root || root->kind != Node::Kind::mapping) {
      return root;
    }
    for (const auto &[key, resolve] :
         {std::pair{"platforms", &Assembler::read_platforms}, {"updates", &Assembler::read_updates}}) {
      Node *node = root->find(key);
      if (node != nullptr && node->kind == Node::Kind::scalar) {
        auto resolved = (this->*resolve)(path, *node);
        if (!resolved) {
          return resolved;
        }
        *node = std::move(*resolved);
      }
    }
    const std::size_t own_files = document.files.size();
    const Node *extends = root->find("extends");
    if (extends == nullptr) {
      return root;
    }
    auto base = extends->text == "builtin" ? builtin() : extended(path, *extends, depth);
    if (!base) {
      return base;
    }
    if (layers && depth == 1) {
      *layers = {.base = copy_of(*base), .own = copy_of(*root), .own_files = own_files};
    }
    return merge_policy(std::move(*base), std::move(*root));
  }

  Result<Node> builtin() {
    return parse_json(builtin_policy_json(), add_file(std::string(k_builtin_name)), std::string(k_builtin_name));
  }

private:
  std::uint32_t add_file(std::string name) {
    document.files.push_back(std::move(name));
    return static_cast<std::uint32_t>(document.files.size() - 1);
  }

  static tl::unexpected<Error> refuse(const std::filesystem::path &path, Mark mark, std::string what, std::string fix = {},
                                      std::string_view code = mistake::k_file) {
    std::string where = utf8_of(path);
    if (mark.line > 0) {
      where += ':' + std::to_string(mark.line) + ':' + std::to_string(mark.column);
    }
    return tl::unexpected(Error{ErrorKind::policy, std::move(where), std::move(what), std::move(fix), code});
  }

  Result<Node> parse(std::string_view text, const std::string &name) {
    return parse_as(text, add_file(name), name).map_error([](Error error) {
      error.code = mistake::k_syntax;
      return error;
    });
  }

  static Result<Node> parse_as(std::string_view text, std::uint32_t file, const std::string &name) {
    const auto start = text.find_first_not_of(" \t\r\n");
    if (start != std::string_view::npos && text[start] == '{') {
      return parse_json(text, file, name);
    }
    if (text.size() > k_max_yaml_bytes) {
      return tl::unexpected(Error{ErrorKind::policy, name,
                                  "is larger than the limit of " + std::to_string(k_max_yaml_bytes) + " bytes",
                                  "keep the update table in a CSV file, or check that this is the right file"});
    }
    return parse_yaml(text, file, name);
  }

  Result<Node> extended(const std::filesystem::path &from, const Node &extends, int depth) { // NOLINT(misc-no-recursion)
    const auto path = file_beside(from, extends, "policy");
    if (!path) {
      return tl::unexpected(path.error());
    }
    std::error_code error;
    if (!std::filesystem::exists(*path, error)) {
      return refuse(from, extends.mark, "there is no file \"" + printable(extends.text, 200) + "\" to extend",
                    "check the name, or write builtin for the policy compiled in");
    }
    return assemble(*path, depth + 1);
  }

  Result<Node> read_platforms(const std::filesystem::path &from, const Node &name) {
    const auto path = file_beside(from, name, "policy");
    if (!path) {
      return tl::unexpected(path.error());
    }
    auto text = read_file(*path, k_max_yaml_bytes, ErrorKind::policy);
    return text ? parse(*text, utf8_of(*path)) : tl::unexpected(named_at(from, name, text.error()));
  }

  Result<Node> read_updates(const std::filesystem::path &from, const Node &name) {
    const auto path = file_beside(from, name, "policy");
    if (!path) {
      return tl::unexpected(path.error());
    }
    auto text = read_file(*path, k_max_canonical_bytes, ErrorKind::policy);
    if (!text) {
      return tl::unexpected(named_at(from, name, text.error()));
    }
    const std::uint32_t file = add_file(utf8_of(*path));
    Node rows;
    rows.kind = Node::Kind::sequence;
    rows.mark = {file, 1, 1};
    std::string_view rest = *text;
    if (rest.starts_with("\xEF\xBB\xBF")) {
      rest.remove_prefix(3);
    }
    for (std::uint32_t number = 1; !rest.empty(); ++number) {
      const std::size_t end = std::min(rest.find('\n'), rest.size());
      std::string_view line = rest.substr(0, end);
      rest.remove_prefix(std::min(end + 1, rest.size()));
      if (line.ends_with('\r')) {
        line.remove_suffix(1);
      }
      const Mark mark{file, number, 1};
      if (number == 1) {
        if (line != k_updates_header) {
          return refuse(*path, mark, "the first line must be " + std::string(k_updates_header), {}, mistake::k_syntax);
        }
        continue;
      }
      if (!is_valid_utf8(line)) {
        return refuse(*path, mark, "this line is not valid UTF-8", "save the file as UTF-8 text", mistake::k_syntax);
      }
      if (rows.items.size() == k_max_document_nodes) {
        return refuse(*path, mark, "holds more than " + std::to_string(k_max_document_nodes) + " rows", {}, mistake::k_syntax);
      }
      rows.items.push_back(
          {.kind = Node::Kind::scalar, .plain = false, .mark = mark, .text = std::string(line), .items = {}, .members = {}});
    }
    return rows;
  }

  static Error named_at(const std::filesystem::path &from, const Node &name, const Error &error) {
    return refuse(from, name.mark, "file \"" + printable(name.text, 200) + "\" " + error.what, error.fix).value();
  }
};

tl::expected<LoadedPolicy, Errors> finish(Assembler &&assembler, Result<Node> &&root) {
  if (!root) {
    return tl::unexpected(Errors{std::move(root.error())});
  }
  LoadedPolicy loaded{.policy = {}, .document = std::move(assembler.document), .canonical = {}};
  loaded.document.root = std::move(*root);
  Complaints complaints(loaded.document);
  loaded.policy = decode_policy(loaded.document, complaints);
  if (complaints.count() > 0) {
    return tl::unexpected(complaints.take());
  }
  loaded.canonical = to_canonical_json(loaded.document.root);
  loaded.policy.digest = "sha256:" + sha256_hex(loaded.canonical);
  return loaded;
}

tl::expected<LayeredPolicy, Errors> finish_layers(Assembler &&assembler, Result<Node> &&root) {
  Layers layers = std::move(assembler.layers).value(); // NOLINT(bugprone-unchecked-optional-access): the callers set it
  auto merged = finish(std::move(assembler), std::move(root));
  if (!merged) {
    return tl::unexpected(std::move(merged.error()));
  }
  LayeredPolicy layered{.merged = std::move(*merged), .overlay = {}};
  if (layers.own.kind == Node::Kind::mapping) {
    Assembler below;
    below.document.files = layered.merged.document.files;
    // A base that is wrong by itself may be made whole by what is laid over it; then there is nothing to compare with.
    if (auto base = finish(std::move(below), std::move(layers.base))) {
      layered.overlay = Overlay{.base = std::move(*base), .own = std::move(layers.own), .own_files = layers.own_files};
    }
  }
  return layered;
}

} // namespace

tl::expected<LoadedPolicy, Errors> load_builtin_policy() {
  Assembler assembler;
  auto root = assembler.builtin();
  return finish(std::move(assembler), std::move(root));
}

tl::expected<LoadedPolicy, Errors> load_policy(std::string_view path) {
  Assembler assembler;
  auto root = assembler.assemble(path_of(path), 1);
  return finish(std::move(assembler), std::move(root));
}

tl::expected<LoadedPolicy, Errors> load_policy_text(std::string_view text, std::string_view name) {
  Assembler assembler;
  auto root = assembler.assemble_text(text, path_of(name), 1);
  return finish(std::move(assembler), std::move(root));
}

tl::expected<LayeredPolicy, Errors> load_layered_policy(std::string_view path) {
  Assembler assembler;
  assembler.layers.emplace();
  auto root = path.empty() ? assembler.builtin() : assembler.assemble(path_of(path), 1);
  return finish_layers(std::move(assembler), std::move(root));
}

tl::expected<LayeredPolicy, Errors> load_layered_policy_text(std::string_view text, std::string_view name) {
  Assembler assembler;
  assembler.layers.emplace();
  auto root = assembler.assemble_text(text, path_of(name), 1);
  return finish_layers(std::move(assembler), std::move(root));
}

} // namespace acsgate
