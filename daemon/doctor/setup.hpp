#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "daemon/doctor/dashboard.hpp"
#include "daemon/rules/rule_set.hpp"
#include "indicators/core/dataset.hpp"

namespace entangled::doctor {

/// A feed as this program, not the service, just read it.
struct LocalFeed {
    std::string id;
    std::string path;
    FeedState state{FeedState::error};
    std::string detail;             ///< what is wrong and where
    bool readable_by_others{true};  ///< whether the mode of the file lets any user read it
};

/// The newest day at which a row says it was known.
struct NewestRow {
    std::string feed;
    Timestamp known_at{};
};

/// Where the service keeps its state, as seen from here.
struct StateDirectory {
    std::string path;  ///< empty: none is configured
    bool exists{false};
    bool is_directory{false};
    bool is_read_only{false};     ///< the file system is
    std::uint64_t free_bytes{};   ///< for users without privileges
    bool may_be_looked_at{true};  ///< false if this user has no right to
};

/// Addresses without a last `/`; an empty one is not to be asked.
struct Addresses {
    std::string daemon;
    std::string prometheus;
    std::string alertmanager;
};

/// What is known before anybody is asked.
struct Setup {
    Timestamp now{};
    std::string version;
    std::string revision;
    std::string config_file;
    bool is_default_config{false};
    std::vector<std::string> config_errors;  ///< `file:line:column: message`; with any, the next five are empty
    std::vector<std::string> config_warnings{};
    std::vector<std::string> readings{};  ///< ids
    std::vector<std::string> alerts{};    ///< names
    std::vector<LocalFeed> feeds{};
    std::vector<rules::PrometheusRule> rules{};  ///< that Prometheus should have
    std::optional<NewestRow> newest_row{};
    StateDirectory state{};
    std::optional<bool> clock_is_synchronised{};  ///< what the kernel says
    Addresses addresses{};
    rules::RuleOptions scrape{};              ///< job and further labels
    std::optional<Timestamp> history_from{};  ///< first day of a history that has to be there
    std::optional<Dashboard> dashboard{};
};

}  // namespace entangled::doctor
