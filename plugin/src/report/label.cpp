#include "report/label.hpp"

#include <cassert>
#include <iterator>

namespace acsgate {

namespace {

struct LabelRow {
  Label label;
  std::string_view en;
  std::string_view ja; ///< UTF-8
};

// One row a label, in the order of the enum. {0} in a verdict is the product.
// clang-format off
constexpr LabelRow k_rows[] = {
  {Label::unnamed_host, "(unnamed host)", "(ホスト名なし)"},
  {Label::verdict_acs, "ACS - any build of {0} may be installed", "ACS - 「{0}」はどのビルドでもインストールできます"},
  {Label::verdict_legacy, "LEGACY - keep legacy builds; ACS-signed builds of {0} would not run here", "LEGACY - 従来のビルドを使用してください。「{0}」の ACS 対応ビルドはこのホストでは動作しません"},
  {Label::verdict_hold, "HOLD - install no build of {0} now; see the next steps", "HOLD - 今は「{0}」をインストールしないでください。下記の対処が先に必要です"},
  {Label::verdict_unknown, "UNKNOWN - the facts do not suffice; install no ACS-signed build of {0} until they do", "UNKNOWN - 判定に必要な情報が不足しています。下記の不明点が解消するまで、「{0}」の ACS 対応ビルドはインストールしないでください"},
  {Label::verdict_not_applicable, "NOT-APPLICABLE - not a Windows host, so ACS signing does not matter here", "NOT-APPLICABLE - Windows ホストではないため、ACS 署名の条件は対象外です"},
  {Label::attention, "ATTENTION", "要対応"},
  {Label::install_now, "Install", "インストールするビルド"},
  {Label::asked_builds, "Builds asked for", "判定対象のビルド"},
  {Label::acs_build, "ACS build", "ACS 対応ビルド"},
  {Label::legacy_build, "legacy build", "従来のビルド"},
  {Label::unclear_build, "ACS or legacy not known", "ACS 対応か不明"},
  {Label::ask_allowed, "allowed", "インストール可"},
  {Label::ask_refused, "held back", "インストール不可"},
  {Label::ask_held, "on hold", "保留"},
  {Label::ask_unknown, "held back, not known", "不明のため保留"},
  {Label::ask_nothing_to_do, "nothing to do", "作業不要"},
  {Label::also, "Reasons", "理由"},
  {Label::platform, "Platform", "プラットフォーム"},
  {Label::mark_pass, "[pass]", "[適合]"},
  {Label::mark_fail, "[FAIL]", "[不適合]"},
  {Label::mark_unknown, "[unknown]", "[不明]"},
  {Label::mark_waived, "[waived]", "[免除]"},
  {Label::mark_not_applicable, "[n/a]", "[対象外]"},
  {Label::found, "found", "見つかった値"},
  {Label::needed, "needed", "必要な値"},
  {Label::read_from, "read from", "取得元"},
  {Label::why, "why", "理由"},
  {Label::next_step, "next step", "対処"},
  {Label::not_read, "(not read)", "(未取得)"},
  {Label::empty_value, "(empty)", "(空)"},
  {Label::note, "Note", "補足"},
  {Label::risks, "Risks of staying on legacy builds", "従来のビルドを使い続ける場合のリスク"},
  {Label::statements, "From the vendor", "ベンダーからの案内"},
  {Label::policy, "policy", "ポリシー"},
  {Label::facts, "facts", "ホスト情報"},
  {Label::facts_undated, "undated", "収集日時不明"},
  {Label::decided, "decided", "判定"},
  {Label::days_ago, "d old", "日前"},
  {Label::hours_ago, "h old", "時間前"},
  {Label::minutes_ago, "min old", "分前"},
  {Label::seconds_ago, "s old", "秒前"},
  {Label::in_future, "in the future", "未来の日時"},
};
// clang-format on
static_assert(std::size(k_rows) == static_cast<std::size_t>(Label::count));

constexpr bool is_in_order() {
  for (std::size_t index = 0; index < std::size(k_rows); ++index) {
    if (k_rows[index].label != static_cast<Label>(index)) {
      return false;
    }
  }
  return true;
}
static_assert(is_in_order());

} // namespace

std::string_view words_of(Label label, Language language) {
  assert(label < Label::count);
  const LabelRow &row = k_rows[static_cast<std::size_t>(label)];
  return language == Language::ja ? row.ja : row.en;
}

} // namespace acsgate
