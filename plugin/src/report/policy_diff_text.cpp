#include "base/text.hpp"
#include "gate/name.hpp"
#include "report/limits.hpp"
#include "report/policy_diff.hpp"

namespace acsgate {

namespace {

std::string shown(std::string_view text) { return printable(text, k_most_text_bytes); }

std::string hosts_text(std::uint64_t hosts) { return std::to_string(hosts) + (hosts == 1 ? " host" : " hosts"); }

std::string policy_text(const Policy &policy) {
  return shown(policy.name) + ' ' + shown(policy.version) + " (" + policy.digest.substr(0, k_digest_bytes) + ')';
}

std::string title(const Policy &old, const Policy &now) {
  return "old: " + policy_text(old) + "\nnew: " + policy_text(now) + '\n';
}

std::string value_line(const char *side, const std::optional<std::string> &value, const Document &document, Mark mark) {
  return value ? std::string("    ") + side + ": " + shown(*value) + "  (" + shown(document.where(mark)) + ")\n" : "";
}

std::string permit_text(const Transition &transition, const Permit &permit) {
  std::string text(name_of(permit.decision));
  const Transition &t = transition;
  const bool both_unknown = t.old.decision == Decision::unknown && t.now.decision == Decision::unknown;
  if (both_unknown && t.old != t.now) {
    text += permit.on_unknown == OnUnknown::legacy ? " (legacy builds)" : " (nothing)";
  }
  return text;
}

std::string transition_text(const Transition &transition) {
  if (transition.old == transition.now) {
    return permit_text(transition, transition.now) + " as before, builds change";
  }
  return permit_text(transition, transition.old) + " -> " + permit_text(transition, transition.now);
}

std::string ask_text(const DiffSide &side, std::size_t ask) {
  const auto &build = side.asks[ask].build;
  return shown(side.product.id) + (build ? ' ' + to_string(*build) : std::string());
}

std::string status_text(const Judgement &judgement) {
  if (judgement.status.empty()) {
    return "not judged";
  }
  if (judgement.acs) {
    const char *kind = *judgement.acs == Tri::yes ? "ACS build" : *judgement.acs == Tri::no ? "legacy build" : "unclear build";
    return judgement.status + " (" + kind + ')';
  }
  return judgement.status + (judgement.effect.empty() ? "" : " (" + judgement.effect + ')');
}

std::string evidence_text(const Evidence &evidence) {
  std::string value = "not read";
  if (const auto *number = std::get_if<std::int64_t>(&evidence.value)) {
    value = std::to_string(*number);
  } else if (const auto *text = std::get_if<std::string>(&evidence.value)) {
    value = text->empty() ? "(empty)" : shown(*text);
  }
  return shown(evidence.fact) + ": " + value + "; needed: " + shown(evidence.needed);
}

std::string judgement_lines(const char *side, const Judgement &judgement) {
  std::string text;
  std::string label = std::string("    ") + side + ": ";
  const auto line = [&](const std::string &words) {
    text += label + words + '\n';
    label.assign(label.size(), ' ');
  };
  for (const Reason &reason : judgement.reasons) {
    line(shown(reason.text) + " (" + std::string(name_of(reason.code)) + ')');
  }
  for (const Evidence &evidence : judgement.evidence) {
    line(evidence_text(evidence));
  }
  return text;
}

std::string reason_lines(const std::string &subject, const ReasonChange &change) {
  std::string text = "  " + subject;
  if (!change.old.status.empty() || !change.now.status.empty()) {
    text += ": " + status_text(change.old) + " -> " + status_text(change.now);
  }
  return text + '\n' + judgement_lines("old", change.old) + judgement_lines("new", change.now);
}

std::string host_lines(const DiffSide &side, const HostChange &change) {
  std::string text = '\n' + shown(change.host) + ": " + transition_text(change.transition) + '\n';
  if (change.old_platform != change.now_platform) {
    const auto platform = [](const std::string &id) { return id.empty() ? std::string("no row fits") : shown(id); };
    text += "  platform: " + platform(change.old_platform) + " -> " + platform(change.now_platform) + '\n';
  }
  for (const ReasonChange &reason : change.reasons) {
    text += reason_lines(reason.subject.empty() ? "the host" : shown(reason.subject), reason);
  }
  for (const ReasonChange &build : change.builds) {
    text += reason_lines(shown(side.product.id) + (build.subject.empty() ? "" : ' ' + build.subject), build);
  }
  return text;
}

} // namespace

std::string render_values_text(const LoadedPolicy &old, const LoadedPolicy &now, const std::vector<ValueChange> &changes) {
  std::string text = title(old.policy, now.policy);
  std::string section;
  for (const ValueChange &change : changes) {
    if (change.section != section) {
      section = change.section;
      text += '\n' + shown(section) + '\n';
    }
    const char *kind = !change.old ? "added" : !change.now ? "removed" : "changed";
    text += std::string("  ") + kind + (change.path.empty() ? "" : ' ' + shown(change.path)) + '\n' +
            value_line("old", change.old, old.document, change.old_mark) +
            value_line("new", change.now, now.document, change.now_mark);
  }
  const std::size_t count = changes.size();
  return text + (count == 0 ? "\nno value differs\n"
                            : '\n' + std::to_string(count) + (count == 1 ? " value differs\n" : " values differ\n"));
}

std::string render_hosts_text(const DiffSide &old, const DiffSide &now, const PolicyDiff &diff) {
  std::string text = title(old.policy, now.policy);
  text += '\n' + hosts_text(diff.hosts()) + " read, " + (diff.changed() == 0 ? "none" : std::to_string(diff.changed())) +
          (diff.changed() == 1 ? " of them changes\n" : " of them change\n");
  for (const auto &[transition, hosts] : diff.transitions()) {
    text += "  " + transition_text(transition) + ": " + hosts_text(hosts) + '\n';
  }
  for (const auto &[build, hosts] : diff.builds()) {
    text += "  " + ask_text(now, build.ask) + ": " + std::string(name_of(build.old)) + " -> " + std::string(name_of(build.now)) +
            ": " + hosts_text(hosts) + '\n';
  }
  diff.for_each([&](const HostChange &change) { text += host_lines(now, change); });
  if (diff.left_out() > 0) {
    const bool one = diff.left_out() == 1;
    text += '\n' + std::to_string(diff.left_out()) +
            (one ? " more host changes and is not shown" : " more hosts change and are not shown") + " (--max-hosts)\n";
  }
  return text;
}

} // namespace acsgate
