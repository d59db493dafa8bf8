#include "facts/json_position.hpp"

#include "base/text.hpp"
#include "facts/json_events.hpp"

#include <algorithm>
#include <cstdint>
#include <vector>

namespace acsgate {

namespace {

constexpr std::size_t k_max_key_text = 64;
constexpr std::size_t k_max_path_text = 256;

/// Follows one path through the events of a document and stops at its end.
class Locator : public JsonEvents {
public:
  Locator(std::string_view json, std::span<const JsonStep> path, JsonPart part, unsigned occurrence)
      : JsonEvents(json), m_path(path), m_part(part), m_occurrence(occurrence) {}

  [[nodiscard]] std::size_t offset() const { return m_offset; }

protected:
  bool on_key(std::string_view key, std::size_t start) override {
    Level &level = m_levels.back();
    level.match = level.on_path && m_path[m_levels.size() - 1].key == key;
    if (level.match && at_last_step()) {
      ++level.count;
      level.match = level.count == m_occurrence;
      if (level.match && m_part == JsonPart::key) {
        return found(start);
      }
    }
    return true;
  }

  bool on_value(Kind kind, std::size_t start) override {
    bool on_path = true;
    if (!m_levels.empty()) {
      Level &level = m_levels.back();
      if (level.array) {
        level.match = level.on_path && m_path[m_levels.size() - 1].index == level.count;
        ++level.count;
      }
      on_path = level.match;
    }
    if (on_path && m_levels.size() == m_path.size()) {
      return found(start);
    }
    if (kind != Kind::scalar) {
      m_levels.push_back({on_path, kind == Kind::array, false, 0});
    }
    return true;
  }

  bool on_end() override {
    m_levels.pop_back();
    return true;
  }

private:
  struct Level {
    bool on_path = false; ///< this object or array lies on the path
    bool array = false;
    bool match = false;      ///< its present member or item does, too
    std::uint64_t count = 0; ///< items before the next, or how often the last key of the path came by
  };

  [[nodiscard]] bool at_last_step() const { return m_levels.size() == m_path.size(); }

  bool found(std::size_t start) {
    m_offset = start;
    return false;
  }

  std::span<const JsonStep> m_path;
  JsonPart m_part;
  unsigned m_occurrence;
  std::vector<Level> m_levels;
  std::size_t m_offset = 0;
};

} // namespace

std::string path_text(std::span<const JsonStep> path) {
  std::string text;
  for (const JsonStep &step : path) {
    if (step.index) {
      text += '[' + std::to_string(*step.index) + ']';
    } else {
      text += text.empty() ? "" : ".";
      text += printable(step.key, k_max_key_text);
    }
  }
  return printable(text, k_max_path_text);
}

std::size_t offset_of(std::string_view json, std::span<const JsonStep> path, JsonPart part, unsigned occurrence) {
  Locator locator(json, path, part, occurrence);
  locator.run();
  return locator.offset();
}

std::string position_text(std::string_view json, std::size_t offset, std::string_view name, std::size_t line,
                          std::size_t column) {
  const std::string_view before = json.substr(0, std::min(offset, json.size()));
  const auto newlines = static_cast<std::size_t>(std::count(before.begin(), before.end(), '\n'));
  const std::size_t line_start = before.rfind('\n') + 1; // 0 where there is none: npos + 1
  const std::size_t first = newlines == 0 ? column : 1;
  return std::string(name) + ':' + std::to_string(line + newlines) + ':' + std::to_string(before.size() - line_start + first);
}

std::string too_deep_text(std::size_t max_depth) {
  return "the document is nested deeper than " + std::to_string(max_depth) + " levels";
}

} // namespace acsgate
