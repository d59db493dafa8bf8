#include "base/text.hpp"
#include "policy/lint_rules.hpp"

#include <algorithm>
#include <map>

namespace acsgate {

namespace {

/// Text of two languages that is the same in both. Names and product titles may be; a sentence is not.
void find_untranslated(Linter &linter, const Node &node) { // NOLINT(misc-no-recursion): depth is limited when a document is read
  const Node *en = node.find("en");
  const Node *ja = node.find("ja");
  if (en != nullptr && ja != nullptr && en->text == ja->text && std::ranges::count(en->text, ' ') >= 3) {
    linter.warn(ja->mark, "lint.japanese-missing", "the Japanese text is the English one", "write it in Japanese");
  }
  for (const Node::Member &member : node.members) {
    find_untranslated(linter, member.value);
  }
  for (const Node &item : node.items) {
    find_untranslated(linter, item);
  }
}

/// Names of modules in facts are compared letter by letter, so two that differ in case only are a trap.
void lint_names(Linter &linter) {
  std::map<std::string, std::string> seen; // lower case; as written
  const auto look = [&](const std::string &name, Mark mark) {
    const auto [at, is_new] = seen.try_emplace(lower_ascii(name), name);
    if (!is_new && at->second != name) {
      linter.warn(mark, "lint.names-alike",
                  "product names \"" + printable(at->second, 80) + "\" and \"" + printable(name, 80) + "\" differ in case only",
                  "rename one of the two");
    }
  };
  for (const Product &product : linter.policy().products) {
    look(product.id, linter.mark({"products", product.id}));
    for (const std::string &alias : product.aliases) {
      look(alias, linter.mark({"products", product.id, "aliases"}));
    }
  }
}

} // namespace

void lint_texts(Linter &linter) {
  find_untranslated(linter, linter.root());
  lint_names(linter);
}

} // namespace acsgate
