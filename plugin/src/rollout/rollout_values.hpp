#pragma once

#include "policy/mapping_reader.hpp"
#include "rollout/rollout.hpp"

#include <optional>
#include <string_view>

namespace acsgate {

/// A share of at most 100 %, with at most six decimals.
[[nodiscard]] std::optional<Share> parse_percent(std::string_view text);
/// `12.5`
[[nodiscard]] std::string percent_text(Share share);

/// A date, or a date and a time without zone, `2026-12-31T18:00`, with or without seconds. As an end, a date includes its day.
[[nodiscard]] std::optional<LocalSeconds> parse_local_moment(std::string_view text, bool is_end);

/// Each reads the value of `key` and complains about what can't be; what is not there is left as it is.
void read_percent(MappingReader &reader, std::string_view key, std::optional<Share> &out, Complaints &complaints);
void read_count(MappingReader &reader, std::string_view key, std::optional<std::uint32_t> &out);
void read_duration(MappingReader &reader, std::string_view key, Duration &out, Complaints &complaints);
void read_clock(MappingReader &reader, std::string_view key, Duration &out, Complaints &complaints);
void read_moment(MappingReader &reader, std::string_view key, bool is_end, const Zone &zone, std::optional<Timestamp> &out,
                 Complaints &complaints);
[[nodiscard]] HostMatch read_match(const Node &node, Complaints &complaints);
void read_match(MappingReader &reader, std::string_view key, std::optional<HostMatch> &out, Complaints &complaints);

/// The entries of a list; complains where `key` holds something else, or nothing although one is needed.
[[nodiscard]] const std::vector<Node> &list_of(MappingReader &reader, std::string_view key, bool needed, Complaints &complaints);

} // namespace acsgate
