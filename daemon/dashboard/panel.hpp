#pragma once

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace entangled::dashboard {

/// One query of a panel: what holds at the end of the time range, or its course.
struct Query {
    std::string expression;
    std::string legend;  ///< template as Grafana reads it; not used by tables
    bool is_course{false};
};

/// What a number stands for, in words and with a colour of Grafana.
struct Choice {
    std::string_view text;
    std::string_view colour;
};

/// Unit id of Grafana for numbers that it has no unit for: ratios from 0 to 1, changes per year, years, points, counts.
inline constexpr std::string_view plain_number = "none";

/// Of what is neither good nor bad news.
inline constexpr std::string_view quiet_colour = "#8e8e99";

/// Where lines of another source are drawn over a graph.
enum class Overlay { none, firing_alerts, record_end };

/// One panel of the classic dashboard model, without its place. `width` is of 24, `height` in rows of Grafana.
struct Panel {
    std::string type;
    std::string title;
    std::string description;
    int width{12};
    int height{8};
    std::vector<Query> queries;
    boost::json::object defaults;  ///< fieldConfig.defaults
    boost::json::array overrides;  ///< fieldConfig.overrides
    boost::json::object options;
    boost::json::array transformations;
    Overlay overlay{Overlay::none};
    std::string time_from;  ///< how far back it looks, whatever the time range; empty: as the others
};

/// The panel in another size: `width` of 24, `height` in rows of Grafana.
[[nodiscard]] Panel sized(Panel panel, int width, int height);

/// What Grafana calls the queries of a panel: A, B, ...
[[nodiscard]] std::string reference(std::size_t query);

/// The data source that the reader has chosen.
[[nodiscard]] boost::json::object data_source();

/// The JSON of a panel, but `id` and `gridPos`.
[[nodiscard]] boost::json::object panel_json(const Panel& panel);

/// Value mappings for numbers from 1.
[[nodiscard]] boost::json::array mappings_of(const std::vector<Choice>& choices);
/// The same for texts, which are shown with spaces.
[[nodiscard]] boost::json::array mappings_of_texts(const std::vector<Choice>& choices);

/// An override of some fields: `matcher` is the id of Grafana's matcher, such as byName, `which` its option.
struct Property {
    std::string_view id;
    boost::json::value value;
};
[[nodiscard]] boost::json::object override_of(std::string_view matcher, std::string_view which,
                                              std::vector<Property> properties);

/// `{"mode": "fixed", "fixedColor": colour}`.
[[nodiscard]] boost::json::object fixed_colour(std::string_view colour);

/// One number or state for each series. `unit` is a unit id of Grafana; what stands there if nothing comes is `none`.
[[nodiscard]] Panel stat(std::string title, std::string description, std::string_view unit, std::string_view none);

/// Lines over time. They are not drawn where there is no value.
[[nodiscard]] Panel graph(std::string title, std::string description, std::string_view unit, std::string_view none);

/// A bar of states over time for each series, which are numbers from 1.
[[nodiscard]] Panel timeline(std::string title, std::string description, const std::vector<Choice>& choices);

/// Plain words.
[[nodiscard]] Panel words(std::string title, std::string content);

}  // namespace entangled::dashboard
