#include "report/fleet_page.hpp"

#include "base/base64.hpp"
#include "base/sha256.hpp"
#include "base/version_info.hpp"
#include "report/fleet_csv.hpp"

#include <algorithm>

namespace acsgate {

namespace {

constexpr std::size_t k_longest_text = 2000;

/// JSON that can stand in an HTML script element: nothing in it begins or ends a tag, a comment or an entity.
std::string for_script(std::string_view json) {
  std::string safe;
  safe.reserve(json.size());
  for (const char letter : json) {
    switch (letter) {
    case '<':
      safe += "\\u003c";
      break;
    case '>':
      safe += "\\u003e";
      break;
    case '&':
      safe += "\\u0026";
      break;
    default:
      safe += letter;
    }
  }
  return safe;
}

std::string script_json(const Json &value) { return for_script(ascii(value)); }

/// Escapes control and bidirectional characters in every text of the summary, whose levels are few.
void make_printable(Json &value) { // NOLINT(misc-no-recursion)
  if (value.is_string()) {
    value = printable(value.get_ref<const std::string &>(), k_longest_text);
  } else if (value.is_structured()) {
    for (Json &item : value) {
      make_printable(item);
    }
  }
}

/// The bytes that hex digits stand for.
std::string bytes_of_hex(std::string_view hex) {
  static constexpr std::string_view k_hex_digits = "0123456789abcdef";
  std::string bytes;
  bytes.reserve(hex.size() / 2);
  for (std::size_t at = 0; at + 1 < hex.size(); at += 2) {
    bytes += static_cast<char>(k_hex_digits.find(hex[at]) << 4U | k_hex_digits.find(hex[at + 1]));
  }
  return bytes;
}

/// Names the one script that may run, whatever else would stand in the page.
std::string script_source(std::string_view script) {
  const std::string digest = sha256_hex(script);
  return digest.empty() ? "'unsafe-inline'" : "'sha256-" + base64_of(bytes_of_hex(digest)) + "'";
}

/// `text` with its one `{{name}}` replaced. What is put in is not looked at again.
void put(std::string &page, std::string_view page_template,
         const std::vector<std::pair<std::string_view, std::string_view>> &parts) {
  while (!page_template.empty()) {
    const std::size_t start = page_template.find("{{");
    const std::size_t end = page_template.find("}}", start);
    page += page_template.substr(0, start);
    if (start == std::string_view::npos || end == std::string_view::npos) {
      return;
    }
    const std::string_view name = page_template.substr(start + 2, end - start - 2);
    const auto part = std::ranges::find(parts, name, &std::pair<std::string_view, std::string_view>::first);
    page += part == parts.end() ? std::string_view() : part->second;
    page_template.remove_prefix(end + 2);
  }
}

} // namespace

std::size_t FleetPage::text(const std::string &text) {
  const auto [place, is_new] = m_places.try_emplace(text, m_places.size());
  if (is_new) {
    m_texts += m_texts.empty() ? "" : ",";
    m_texts += script_json(Json(text));
  }
  return place->second;
}

void FleetPage::add(const Explanation &explanation, const PageHost &host, Language language) {
  ++m_hosts;
  const bool ready = explanation.decision == Decision::acs || explanation.decision == Decision::not_applicable;
  std::size_t &rows = ready ? m_ready_rows : m_blocked_rows;
  if (rows == m_max_rows) {
    return;
  }
  ++rows;
  std::string &row = ready ? m_ready : m_blocked;
  const auto place_or_none = [&](const std::string &name) {
    return name.empty() ? std::string("-1") : std::to_string(text(name));
  };
  const auto list = [&](const auto &items, const auto &text_of) {
    row += ",[";
    for (const auto &item : items) {
      row += row.ends_with('[') ? "" : ",";
      row += std::to_string(text(text_of(item)));
    }
    row += ']';
  };
  row += row.empty() ? "[" : ",\n[";
  row += script_json(Json(printable(explanation.host)));
  row += ',' + std::to_string(static_cast<unsigned>(explanation.decision));
  row += ',' + place_or_none(explanation.platform_title);
  row += ',' + place_or_none(printable(host.label));
  row += ',' + (host.wave ? std::to_string(*host.wave) : "-1");
  list(explanation.reasons, [](const Reason &reason) { return printable(reason.text, k_longest_text); });
  list(next_steps(explanation, language), [](const std::string &step) { return printable(step, k_longest_text); });
  row += ',' + (explanation.collected_at ? std::to_string(explanation.collected_at->time_since_epoch().count()) : "null");
  row += ']';
}

std::string FleetPage::render(const FleetReport &report) const {
  const bool japanese = report.language == Language::ja;
  const Json all_words = Json::parse(fleet_page_words(), nullptr, false);
  const Json &words = all_words[japanese ? "ja" : "en"];
  // Hosts that are not ready first; the others as far as there is room.
  std::string rows = m_blocked;
  std::size_t shown = m_blocked_rows;
  std::string_view ready = m_ready;
  while (shown < m_max_rows && !ready.empty()) {
    const std::size_t end = std::min(ready.find('\n'), ready.size());
    std::string_view row = ready.substr(0, end);
    row = row.ends_with(',') ? row.substr(0, row.size() - 1) : row;
    rows += (rows.empty() ? "" : ",\n") + std::string(row);
    ready.remove_prefix(std::min(end + 1, ready.size()));
    ++shown;
  }
  Json summary = fleet_json(report);
  make_printable(summary);
  summary["gate"] = gate_version();
  summary["lang"] = japanese ? "ja" : "en";
  summary["words"] = words;
  summary["label"] = text_or_null(printable(m_label));
  summary["left_out"] = m_hosts - shown;
  Json waves = Json::array();
  if (report.rollout != nullptr) {
    for (const NamedCounts &wave : report.rollout->waves()) {
      if (!wave.name.empty()) {
        waves.push_back(printable(wave.name));
      }
    }
  }
  summary["waves"] = std::move(waves);
  std::string data = script_json(summary);
  data.pop_back();
  data += ",\"texts\":[" + m_texts + "],\n\"rows\":[" + rows + "]}";
  const std::string script = '\n' + std::string(fleet_page_js()) + '\n';
  const auto word = [&](const char *name) { return words.at(name).get_ref<const std::string &>(); };
  const std::string title = word("title");
  const std::string no_script = word("no_script");
  const std::string source = script_source(script);
  std::string page;
  page.reserve(data.size() + script.size() + 32'000);
  put(page, fleet_page_html(),
      {{"lang", japanese ? "ja" : "en"},
       {"title", title},
       {"no_script", no_script},
       {"style", fleet_page_css()},
       {"script_source", source},
       {"data", data},
       {"script", script}});
  return page + '\n';
}

} // namespace acsgate
