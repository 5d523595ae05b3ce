#include "daemon/doctor/finding.hpp"

#include <algorithm>
#include <utility>

namespace entangled::doctor {
namespace {

void join(std::string& to, const std::string& more, std::string_view between)
{
    if (!to.empty() && !more.empty()) to += between;
    to += more;
}

}  // namespace

std::string_view to_string(Verdict verdict) noexcept
{
    switch (verdict) {
        case Verdict::ok: return "ok";
        case Verdict::warning: return "warning";
        case Verdict::trouble: return "trouble";
        case Verdict::not_asked: break;
    }
    return "not_asked";
}

void Check::fine(std::string seen) { add({Verdict::ok, std::move(seen), {}}); }

void Check::warning(std::string seen, Remedy remedy) { add({Verdict::warning, std::move(seen), std::move(remedy)}); }

void Check::trouble(std::string seen, Remedy remedy) { add({Verdict::trouble, std::move(seen), std::move(remedy)}); }

void Check::add(Sight sight)
{
    verdict_ = std::max(verdict_, sight.verdict);
    sights_.push_back(std::move(sight));
}

Finding Check::finding() const
{
    Finding finding{name_, verdict_, {}, {}};
    std::vector<const Sight*> told;
    for (const Sight& sight : sights_) {
        if (sight.verdict != Verdict::ok || verdict_ == Verdict::ok) told.push_back(&sight);
    }
    std::stable_sort(told.begin(), told.end(),
                     [](const Sight* one, const Sight* other) { return one->verdict > other->verdict; });
    auto& commands = finding.remedy.commands;
    for (const Sight* sight : told) {
        join(finding.seen, sight->seen, "; ");
        if (finding.remedy.what.find(sight->remedy.what) == std::string::npos) {
            join(finding.remedy.what, sight->remedy.what, " ");
        }
        for (const auto& command : sight->remedy.commands) {
            if (std::find(commands.begin(), commands.end(), command) == commands.end()) commands.push_back(command);
        }
    }
    return finding;
}

Finding not_asked(std::string_view name, std::string why)
{
    return {std::string{name}, Verdict::not_asked, std::move(why), {}};
}

}  // namespace entangled::doctor
