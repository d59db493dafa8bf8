#include "report/fleet_words.hpp"

#include "base/placeholders.hpp"

#include <cassert>
#include <iterator>
#include <span>

namespace acsgate {

namespace {

struct FleetWordRow {
  FleetWord word;
  std::string_view en;
  std::string_view ja; ///< UTF-8
};

// One row a word, in the order of the enum.
// clang-format off
constexpr FleetWordRow k_fleet_words[] = {
  {FleetWord::head, "Hosts: {0}; as of {1}; policy {2} {3}", "ホスト {0} 台、{1} 時点、ポリシー {2} {3}"},
  {FleetWord::hosts, "hosts", "台数"},
  {FleetWord::all_hosts, "all hosts", "全ホスト"},
  {FleetWord::bad_lines, "Lines that could not be read, not among them: {0}", "{0} 行は読み取れず、集計に含まれていません"},
  {FleetWord::by_platform, "By platform", "プラットフォーム別"},
  {FleetWord::by_label, "By {0}", "{0} 別"},
  {FleetWord::by_wave, "By wave (rollout {0})", "ウェーブ別 (ロールアウト {0})"},
  {FleetWord::none, "(none)", "(なし)"},
  {FleetWord::other_values, "(further values)", "(その他の値)"},
  {FleetWord::more_rows, "and {0} more", "ほか {0} 件"},
  {FleetWord::unready, "ATTENTION: ACS builds on hosts that are not ready for them, where protection may not be working: {0}", "要対応: 条件を満たさない {0} 台に ACS 対応ビルドがインストールされており、保護機能が正常に動作していない可能性があります"},
  {FleetWord::unready_host, "{0} ({1})", "{0} ({1})"},
  {FleetWord::more_hosts, "and {0} more", "ほか {0} 台"},
  {FleetWord::blockers, "What blocks hosts", "ACS 対応ビルドを妨げている要因"},
  {FleetWord::esu_needed, "{0} of them need an ESU contract", "うち {0} 台は ESU 契約が必要です"},
  {FleetWord::esu_unread, "{0} of them need an ESU contract (of {1} it is not known whether they have one)", "うち {0} 台は ESU 契約が必要です ({1} 台は契約の有無が不明)"},
  {FleetWord::facts_stale, "Collect the facts again: they are too old or undated", "ホスト情報が古いか収集日時が不明です。もう一度収集してください"},
  {FleetWord::facts_from_future, "Set the clock right and collect the facts again: they are dated in the future", "収集日時が未来です。時計を合わせてから、もう一度収集してください"},
  {FleetWord::clock_implausible, "Set the clock of this machine right: it shows a time before the policy was issued", "このコンピューターの時計がポリシーの発行日より前を示しています。時計を合わせてください"},
  {FleetWord::family_unknown, "Collect the operating system's facts: it is not known whether this is Windows", "OS の情報を収集してください。Windows かどうか判別できていません"},
  {FleetWord::halted, "The gate is halted: nothing may be installed until the halt is lifted", "停止指示により、解除されるまで何もインストールできません"},
  {FleetWord::what_if, "What would unblock hosts that may not have ACS builds now ({0})", "ACS 対応ビルドを適用できない {0} 台に有効な対処"},
  {FleetWord::nobody_blocked, "No host is blocked", "妨げられているホストはありません"},
  {FleetWord::beyond, "Blocked even after update, certificate and restart: {0}", "{0} 台は、更新プログラム・証明書・再起動のすべてを行っても適用できません"},
  {FleetWord::update, "each host's Windows update", "各ホストの Windows 更新プログラム"},
  {FleetWord::update_kb, "{0} or later", "{0} 以降"},
  {FleetWord::root, "the root certificate", "ルート証明書"},
  {FleetWord::restart, "a restart", "再起動"},
  {FleetWord::and_then, " and ", " と "},
  {FleetWord::kb_or, " or ", " または "},
  {FleetWord::way, "The shortest way", "最短の手順"},
  {FleetWord::way_step, "{0}: {1} more, {2} in all", "{0}: {1} 台増、累計 {2} 台"},
  {FleetWord::risks, "Accepted risks and waivers (rollout {0})", "受容したリスクと免除 (ロールアウト {0})"},
  {FleetWord::risk, "legacy builds on {0}: {1} (ask {2}; until {3}): {4}", "従来のビルドのまま {0} 台: {1} (担当 {2}、{3} まで): {4}"},
  {FleetWord::waiver, "{5} waived on {0}: {1} (ask {2}; until {3}): {4}", "{5} を免除 {0} 台: {1} (承認 {2}、{3} まで): {4}"},
  {FleetWord::ends_soon, "ENDS SOON", "期限間近"},
  {FleetWord::ended, "ENDED", "期限切れ"},
  {FleetWord::unaccepted, "legacy builds without an accepted risk: {0}", "リスク受容の記録がない従来ビルドのホスト {0} 台"},
  {FleetWord::oldest, "Oldest facts", "最も古いホスト情報"},
  {FleetWord::age, "{0}: {1} ({2} days old)", "{0}: {1} ({2} 日前)"},
  {FleetWord::stale, "Facts that are too old: {0}", "{0} 台の情報は古すぎます"},
  {FleetWord::undated, "Undated facts: {0}", "{0} 台の情報は収集日時が不明です"},
  {FleetWord::changes, "Since {0}", "{0} からの変化"},
  {FleetWord::change, "{1} -> {2}: {0}", "{0} 台: {1} → {2}"},
  {FleetWord::new_hosts, "new: {0}", "{0} 台が新規"},
  {FleetWord::gone_hosts, "gone: {0}", "{0} 台がなくなりました"},
  {FleetWord::same_hosts, "the same decision: {0}", "{0} 台は判定に変化なし"},
  {FleetWord::namesakes, "not compared, because several hosts have the name: {0}", "{0} 台は同名のホストが複数あるため比較していません"},
};
// clang-format on
static_assert(std::size(k_fleet_words) == static_cast<std::size_t>(FleetWord::count));

constexpr bool fleet_words_in_order() {
  for (std::size_t index = 0; index < std::size(k_fleet_words); ++index) {
    if (k_fleet_words[index].word != static_cast<FleetWord>(index)) {
      return false;
    }
  }
  return true;
}
static_assert(fleet_words_in_order());

} // namespace

std::string words_of(FleetWord word, Language language, std::initializer_list<std::string> values) {
  assert(word < FleetWord::count);
  const FleetWordRow &row = k_fleet_words[static_cast<std::size_t>(word)];
  return fill_placeholders(language == Language::ja ? row.ja : row.en, std::span(values.begin(), values.size()));
}

std::string grouped(std::uint64_t number) {
  std::string text = std::to_string(number);
  for (std::size_t at = text.size(); at > 3;) {
    at -= 3;
    text.insert(at, 1, ',');
  }
  return text;
}

} // namespace acsgate
