#include "base/file.hpp"
#include "casebook/case_draft.hpp"
#include "casebook/case_table.hpp"
#include "casebook/restated.hpp"
#include "facts/facts_json.hpp"
#include "policy/neighbour.hpp"

#include <algorithm>
#include <unordered_map>

namespace acsgate {

namespace {

/// One mistake beside a long table becomes one in every row.
constexpr std::size_t k_enough_complaints = 1'000;
constexpr std::string_view k_facts_schema = "acsgate.facts/v1";

class CasebookReader {
public:
  CasebookReader(std::filesystem::path path, Casebook &book)
      : m_path(std::move(path)), m_book(book), m_complaints(book.document) {}

  void read(const Node &root) {
    MappingReader reader(root, "case file", m_complaints);
    if (const Node *schema = reader.required("schema"); schema != nullptr && schema->text != "acsgate.cases/v1") {
      m_complaints.add(schema->mark, "\"schema\" must be acsgate.cases/v1, the only version that this program reads");
    }
    if (const Node *policy = reader.optional("policy")) {
      read_policy(*policy);
    }
    if (const Node *defaults = reader.optional("defaults")) {
      MappingReader inner(*defaults, "\"defaults\"", m_complaints);
      m_defaults = draft_of(*defaults, inner);
      inner.finish();
    }
    if (const Node *cases = reader.optional("cases")) {
      read_cases(*cases);
    }
    if (const Node *restated = reader.optional("restated")) {
      m_book.restated = read_restated(*restated, m_complaints);
    }
    reader.finish();
    if (m_complaints.count() == 0 && m_book.cases.empty() && m_book.restated.empty()) {
      reader.complain("case file holds no cases", "list them under \"cases\"");
    }
  }

  [[nodiscard]] Errors errors() { return m_complaints.take(); }

private:
  /// Tests lie beside or below what they test, so the policy may lie above; it keeps its own references to its own folder.
  void read_policy(const Node &node) {
    const auto name = read_text(node, "\"policy\"", m_complaints);
    if (!name || *name == "builtin") {
      return;
    }
    const auto path = path_of(*name);
    if (path.is_absolute() || path.has_root_path() || name->find('\\') != std::string::npos ||
        name->find(':') != std::string::npos) {
      m_complaints.add(node.mark, "\"policy\" must be a relative path with /, or builtin, not \"" + printable(*name, 200) + '"',
                       "write the path from the folder of the case file, or pass --policy");
      return;
    }
    m_book.policy = utf8_of((m_path.parent_path() / path).lexically_normal());
  }

  CaseDraft draft_of(const Node &mapping, MappingReader &reader) {
    CaseDraft draft = read_draft(reader, m_complaints);
    const std::size_t before = m_complaints.count();
    for (FactEdit &edit : draft.edits) {
      if (edit.kind == FactEdit::Kind::replace) {
        edit.value = std::make_shared<const Node>(facts_file(edit));
        draft.bytes += to_canonical_json(*edit.value).size();
      }
    }
    for (const Node::Member &member : mapping.members) {
      if (member.key != "rows") {
        draft.bytes += member.key.size() + to_canonical_json(member.value).size();
      }
    }
    draft.facts_are_wrong = draft.facts_are_wrong || m_complaints.count() > before;
    return draft;
  }

  Node facts_file(const FactEdit &edit) {
    Node name;
    name.mark = edit.mark;
    name.text = edit.path;
    const auto refuse = [&](const Error &error) {
      m_complaints.add(edit.mark, "facts file \"" + printable(edit.path, 200) + "\": " + error.what, error.fix);
      return Node{};
    };
    const auto path = file_beside(m_path, name, "case file");
    if (!path) {
      return refuse(path.error());
    }
    auto text = read_file(*path, k_max_facts_bytes, ErrorKind::policy);
    if (!text) {
      return refuse(text.error());
    }
    if (const auto facts = m_decoder.decode(*text, edit.path); !facts) {
      return refuse({ErrorKind::policy, {}, facts.error().where + ": " + facts.error().what, facts.error().fix});
    }
    auto root = parse_json(*text, edit.mark.file, edit.path);
    return root ? std::move(*root) : refuse(root.error());
  }

  void read_cases(const Node &cases) {
    if (cases.kind != Node::Kind::sequence) {
      m_complaints.add(cases.mark, "\"cases\" must be a list of cases", "begin each with - name: ...");
    }
    for (const Node &entry : cases.items) {
      if (m_full) {
        return;
      }
      MappingReader reader(entry, "case", m_complaints);
      if (entry.kind != Node::Kind::mapping) {
        continue; // the reader has complained
      }
      const CaseDraft draft = lay_over(m_defaults, draft_of(entry, reader));
      const Node *columns = reader.optional("columns");
      const Node *rows = reader.optional("rows");
      reader.finish();
      if (!draft.name) {
        reader.complain("case lacks \"name\"", "add it");
      }
      if (rows != nullptr) {
        read_rows(*rows, columns, draft);
      } else {
        if (columns != nullptr) {
          reader.complain("case has \"columns\" but no \"rows\"", "add the rows");
        }
        add(draft, entry.mark);
      }
    }
  }

  void read_rows(const Node &rows, const Node *columns, const CaseDraft &table) {
    for (const Node &row : table_rows(rows, columns, m_complaints)) {
      if (m_full) {
        return;
      }
      MappingReader reader(row, "row", m_complaints);
      CaseDraft draft = lay_over(table, draft_of(row, reader));
      reader.finish();
      const std::string own = row.find("name") != nullptr ? draft.name.value_or("") : name_of_row(row);
      draft.name = table.name.value_or("") + ": " + own;
      add(draft, row.mark);
    }
  }

  void add(const CaseDraft &draft, Mark mark) {
    m_bytes += draft.bytes;
    if (m_book.cases.size() == k_max_cases || m_bytes > k_max_casebook_bytes) {
      m_full = true;
      m_complaints.add(mark,
                       m_bytes > k_max_casebook_bytes
                           ? "written out, the cases are larger than " + std::to_string(k_max_casebook_bytes) + " bytes"
                           : "case file holds more than " + std::to_string(k_max_cases) + " cases",
                       "split the case file, or shorten what holds for all; what follows was not checked");
      return;
    }
    Case added = finish_draft(draft, mark, m_complaints);
    if (!draft.facts_are_wrong) {
      added.facts = facts_of(draft, mark);
    }
    m_book.cases.push_back(std::move(added));
    m_full = m_complaints.count() > k_enough_complaints;
  }

  std::shared_ptr<const KeptFacts> facts_of(const CaseDraft &draft, Mark mark) {
    Node root;
    root.kind = Node::Kind::mapping;
    root.mark = mark;
    apply_edits(root, draft.edits, m_complaints);
    if (root.kind == Node::Kind::mapping && root.find("schema") == nullptr) {
      Node schema;
      schema.text = k_facts_schema;
      root.members.push_back({"schema", mark, std::move(schema)});
    }
    const std::string json = to_canonical_json(root);
    auto [known, is_new] = m_hosts.try_emplace(json);
    if (is_new) {
      const auto facts = m_decoder.decode(json, "facts");
      if (!facts) {
        m_complaints.add(mark, "the facts of this case: " + facts.error().what, facts.error().fix);
        return nullptr;
      }
      known->second = KeptFacts::copy_of(**facts);
    }
    return known->second;
  }

  std::filesystem::path m_path;
  Casebook &m_book;
  Complaints m_complaints;
  CaseDraft m_defaults;
  FactsDecoder m_decoder;
  std::unordered_map<std::string, std::shared_ptr<const KeptFacts>> m_hosts; ///< many cases ask of the same host
  std::size_t m_bytes = 0;
  bool m_full = false; ///< nothing more is read
};

} // namespace

tl::expected<Casebook, Errors> load_casebook(std::string_view path) {
  const auto text = read_file(path_of(path), k_max_yaml_bytes, ErrorKind::input);
  return text ? load_casebook_text(*text, path) : tl::unexpected(Errors{text.error()});
}

tl::expected<Casebook, Errors> load_casebook_text(std::string_view text, std::string_view name) {
  if (text.size() > k_max_yaml_bytes) {
    return tl::unexpected(Errors{{ErrorKind::policy, std::string(name),
                                  "is larger than the limit of " + std::to_string(k_max_yaml_bytes) + " bytes", "split it"}});
  }
  Casebook book;
  book.document.files.emplace_back(name);
  const auto root = parse_yaml(text, 0, std::string(name));
  if (!root) {
    return tl::unexpected(Errors{root.error()});
  }
  CasebookReader reader(path_of(name), book);
  reader.read(*root);
  Errors errors = reader.errors();
  if (!errors.empty()) {
    return tl::unexpected(std::move(errors));
  }
  return book;
}

} // namespace acsgate
