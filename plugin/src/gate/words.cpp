#include "gate/words.hpp"

#include "facts/fact_words.hpp"

namespace acsgate {

namespace {

template <class Texts> std::string join(const Texts &texts) {
  std::string list;
  for (const auto &text : texts) {
    list += list.empty() ? "" : ", ";
    list += text;
  }
  return list;
}

} // namespace

std::string kb_text(Kb kb) { return "KB" + std::to_string(kb); }

std::string status_text(const Group &group) { return std::string(word_of(group.status)); }

std::string revision_text(std::uint32_t build, std::uint32_t ubr) { return std::to_string(build) + '.' + std::to_string(ubr); }

std::string list_text(const std::vector<std::string> &texts) { return join(texts); }
std::string list_text(const std::vector<FactText> &texts) { return join(texts); }

} // namespace acsgate
