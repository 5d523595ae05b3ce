#include <fmt/format.h>

#include "daemon/doctor/checks.hpp"
#include "daemon/doctor/json_answer.hpp"
#include "daemon/doctor/questions.hpp"
#include "daemon/doctor/retention.hpp"
#include "daemon/replay/tsdb_import.hpp"

namespace entangled::doctor {
namespace {

namespace json = boost::json;
using std::chrono::days;

constexpr days year{365};

// With the labels that Prometheus gives to what it scrapes, so that past and present are one line.
std::string backfill_command(const Setup& setup)
{
    const std::string& daemon = setup.addresses.daemon;
    return fmt::format("entangled backfill --from={} --label={}{} --output=history.om{}",
                       format_date(*setup.history_from), shell_word("job=" + setup.scrape.job),
                       daemon.empty() ? "" : " --label=instance=" + host_of(daemon), config_option(setup));
}

Remedy keep_longer(const Setup& setup)
{
    const days retention = plan_import(*setup.history_from, setup.now, setup.now).retention;
    return {fmt::format("Start Prometheus with --storage.tsdb.retention.time={}y (Debian: ARGS in "
                        "/etc/default/prometheus), then import again; this writes it and says how:",
                        retention / year),
            {backfill_command(setup)}};
}

// The end of the span in which the first sample lies.
std::optional<Timestamp> first_sample(const json::value& data)
{
    std::optional<double> first;
    for (const json::value& series : array_at(data, "/result")) {
        const json::array& samples = array_at(series, "/values");
        if (samples.empty() || !samples.front().is_array() || samples.front().get_array().empty()) continue;
        const auto time = number_of(samples.front().get_array().front());
        if (time && (!first || *time < *first)) first = time;
    }
    if (!first) return std::nullopt;
    return Timestamp{std::chrono::seconds{static_cast<std::int64_t>(*first)}};
}

void look_at_wanted_history(Check& check, const Setup& setup, const Retention& kept, std::optional<Timestamp> first)
{
    const Timestamp from = *setup.history_from;
    if (kept.time && *kept.time < setup.now - from) {
        return check.trouble(fmt::format("Prometheus keeps {}, but history from {} is {} old: it is deleted", kept.text,
                                         format_date(from), age_text(setup.now - from)),
                             keep_longer(setup));
    }
    if (first && *first - history_step <= from) {
        return check.fine(fmt::format("keeps {}, history from {} is there", kept.text, format_date(from)));
    }
    check.trouble(first ? fmt::format("history begins in the {} days before {}, not on {}", history_step.count(),
                                      format_date(*first), format_date(from))
                        : fmt::format("there is no history from {}", format_date(from)),
                  {"Import it with the labels of the scrape; this says how:", {backfill_command(setup)}});
}

void look_at_retention(Check& check, const Setup& setup, const Retention& kept, std::optional<Timestamp> first)
{
    // Whole blocks are deleted: what is a tenth too old may still be there.
    constexpr days grace{2};
    if (first && kept.time && setup.now - *first > *kept.time + *kept.time / 10 + grace) {
        return check.trouble(fmt::format("history is {} old, but Prometheus keeps {} and deletes it block by block",
                                         age_text(setup.now - *first), kept.text),
                             {"What was older is gone. Start Prometheus with the "
                              "--storage.tsdb.retention.time that `entangled backfill` prints, import again, and try "
                              "--history-from.",
                              {}});
    }
    if (kept.time && *kept.time < year) {
        return check.warning(
            fmt::format("Prometheus keeps {}: most figures are annual, and an imported history is deleted", kept.text),
            {"Before `entangled backfill`, start Prometheus with the --storage.tsdb.retention.time that it prints.",
             {}});
    }
    const bool is_long = first && setup.now - *first >= history_step;
    check.fine(fmt::format("keeps {}{}", kept.text,
                           is_long ? fmt::format(", and has samples from before {}", format_date(*first)) : ""));
}

void look_at_start(Check& check, const Evidence& evidence)
{
    // Targets and receivers are found within 5 s, and rules are evaluated within a minute.
    constexpr double settled = 60;
    const Answer* answer = find(evidence.answers, ask::prometheus_page);
    if (!what_is_wrong(answer).empty()) return;
    const auto started = Page::read(answer->body).value("process_start_time_seconds");
    const double age = unix_seconds(evidence.setup.now) - started.value_or(0);
    if (!started || age > settled || age < 0) return;
    check.warning(fmt::format("it started {:.0f} s ago and may not have looked around yet", age),
                  {"If anything is missing below, ask again in a minute.", {}});
}

void look_at_reload(Check& check, const Answer* answer)
{
    const auto runtime = data_of(answer);
    boost::system::error_code error;
    const json::value* accepted = runtime ? runtime->find_pointer("/reloadConfigSuccess", error) : nullptr;
    if (accepted == nullptr || !accepted->is_bool() || accepted->get_bool()) return;
    check.trouble("it refused its configuration and runs the one before",
                  {"Mend what this names, and reload:",
                   {"promtool check config /etc/prometheus/prometheus.yml", "systemctl reload prometheus"}});
}

}  // namespace

Finding check_prometheus(const Evidence& evidence)
{
    const Setup& setup = evidence.setup;
    if (setup.addresses.prometheus.empty()) return not_asked("prometheus", "no address was given");
    Check check("prometheus");
    const Answer* ready = find(evidence.answers, ask::prometheus_ready);
    if (const std::string wrong = what_is_wrong(ready); !wrong.empty()) {
        const std::string help = remedy_against(ready);
        check.trouble(wrong, help.empty() ? Remedy{"Start it, or give its address with --prometheus.",
                                                   {"systemctl status prometheus"}}
                                          : Remedy{help, {}});
        return check.finding();
    }
    const auto build = data_of(find(evidence.answers, ask::build));
    if (!build) {
        check.trouble(build.error().detail, {"Something else than Prometheus answers: give its address with "
                                             "--prometheus.",
                                             {}});
        return check.finding();
    }
    check.fine(fmt::format("version {} answers", text_at(*build, "/version")));
    look_at_reload(check, find(evidence.answers, ask::runtime));
    look_at_start(check, evidence);
    return check.finding();
}

Finding check_retention(const Evidence& evidence)
{
    if (!has_prometheus(evidence)) return not_asked("retention", "Prometheus does not answer");
    const auto runtime = data_of(find(evidence.answers, ask::runtime));
    if (!runtime) return not_asked("retention", "Prometheus does not say how long it keeps samples");
    const auto kept = read_retention(text_at(*runtime, "/storageRetention"));
    if (!kept) return not_asked("retention", "Prometheus does not say how long it keeps samples");
    const auto history = data_of(find(evidence.answers, ask::history));
    if (!history && evidence.setup.history_from) {
        return not_asked("retention", "it is not known what history is there: " + history.error().detail);
    }
    const auto first = history ? first_sample(*history) : std::nullopt;
    Check check("retention");
    if (evidence.setup.history_from) {
        look_at_wanted_history(check, evidence.setup, *kept, first);
    } else {
        look_at_retention(check, evidence.setup, *kept, first);
    }
    return check.finding();
}

}  // namespace entangled::doctor
