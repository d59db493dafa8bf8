#include "integration/text_template.hpp"

#include "base/text.hpp"
#include "integration/quoting.hpp"

#include <algorithm>
#include <utility>

namespace acsgate {

namespace {

constexpr std::string_view k_each = "{{#each ";
constexpr std::string_view k_end = "{{/each}}";

struct TextLine {
  std::string_view text;
  std::size_t number;
};

class Filling {
public:
  Filling(std::string_view name, const TemplateValues &values) : m_name(name), m_values(values) {}

  Result<std::string> run(std::string_view text) {
    for (const TextLine &line : lines_of(text)) {
      if (auto done = take(line); !done) {
        return tl::unexpected(std::move(done.error()));
      }
    }
    if (m_list != nullptr) {
      return tl::unexpected(mistake(m_block_line, "a block is not closed"));
    }
    return std::move(m_text);
  }

private:
  static std::vector<TextLine> lines_of(std::string_view text) {
    std::vector<TextLine> lines;
    for (std::size_t at = 0; at < text.size();) {
      const std::size_t end = std::min(text.find('\n', at), text.size());
      lines.push_back({text.substr(at, end - at), lines.size() + 1});
      at = end + 1;
    }
    return lines;
  }

  [[nodiscard]] Error mistake(std::size_t line, std::string what) const {
    return {ErrorKind::input, "template " + std::string(m_name) + ':' + std::to_string(line), std::move(what),
            "this is a defect of acsgate"};
  }

  Result<void> take(const TextLine &line) {
    const std::string_view text = trimmed(line.text);
    if (text == k_end) {
      return close(line.number);
    }
    if (text.starts_with(k_each) && text.ends_with("}}")) {
      return open(line.number, text.substr(k_each.size(), text.size() - k_each.size() - 2));
    }
    if (m_list != nullptr) {
      m_block.push_back(line);
      return {};
    }
    return append(line, nullptr);
  }

  Result<void> open(std::size_t number, std::string_view list) {
    const auto found = m_values.lists.find(list);
    if (m_list != nullptr || found == m_values.lists.end()) {
      return tl::unexpected(mistake(number, "there is no list \"" + std::string(list) + "\", or a block is open"));
    }
    m_list = &found->second;
    m_block_line = number;
    return {};
  }

  Result<void> close(std::size_t number) {
    if (m_list == nullptr) {
      return tl::unexpected(mistake(number, "no block is open"));
    }
    for (const Row &row : *std::exchange(m_list, nullptr)) {
      for (const TextLine &line : m_block) {
        if (auto done = append(line, &row); !done) {
          return done;
        }
      }
    }
    m_block.clear();
    return {};
  }

  Result<void> append(const TextLine &line, const Row *row) {
    std::string_view rest = line.text;
    for (std::size_t at = rest.find("{{"); at != std::string_view::npos; at = rest.find("{{")) {
      const std::size_t end = rest.find("}}", at);
      if (end == std::string_view::npos) {
        return tl::unexpected(mistake(line.number, "a place is not closed"));
      }
      auto filled = fill(line.number, rest.substr(at + 2, end - at - 2), row);
      if (!filled) {
        return tl::unexpected(std::move(filled.error()));
      }
      m_text.append(rest.substr(0, at)).append(*filled);
      rest.remove_prefix(end + 2);
    }
    m_text.append(rest).append(1, '\n');
    return {};
  }

  [[nodiscard]] const std::string *find(std::string_view name, const Row *row) const {
    if (row != nullptr) {
      if (const auto found = row->find(name); found != row->end()) {
        return &found->second;
      }
    }
    const auto found = m_values.values.find(name);
    return found == m_values.values.end() ? nullptr : &found->second;
  }

  Result<std::string> fill(std::size_t number, std::string_view place, const Row *row) const {
    const std::size_t colon = std::min(place.find(':'), place.size());
    const std::string *value = find(place.substr(0, colon), row);
    const auto quoting = colon < place.size() ? parse_quoting(place.substr(colon + 1)) : std::nullopt;
    if (value == nullptr || !quoting) {
      return tl::unexpected(mistake(number, "the place \"" + std::string(place) + "\" is not known"));
    }
    auto text = quoted(*quoting, *value);
    if (!text) {
      text.error().where = std::string(place.substr(0, colon)) + " for " + std::string(m_name);
    }
    return text;
  }

  std::string_view m_name;
  const TemplateValues &m_values;
  const std::vector<Row> *m_list = nullptr;
  std::size_t m_block_line = 0;
  std::vector<TextLine> m_block;
  std::string m_text;
};

} // namespace

Result<std::string> fill_template(std::string_view text, std::string_view name, const TemplateValues &values) {
  return Filling(name, values).run(text);
}

} // namespace acsgate
