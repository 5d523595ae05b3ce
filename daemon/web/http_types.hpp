#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace entangled::web {

/// What a route needs of a request. Header fields are empty if they were not sent; repeated ones are joined by commas.
struct Request {
    std::string method;  ///< as sent: GET, HEAD, POST, ...
    std::string target;  ///< as sent, with the query
    std::string accept;
    std::string accept_encoding;
    std::string authorization{};  ///< holds a password: never to be logged
};

/// What to answer. To HEAD the server sends everything but the body.
struct Response {
    unsigned status{200};
    std::string_view content_type{};                                  ///< a literal; empty for none
    std::string_view content_encoding{};                              ///< a literal; empty for none
    std::shared_ptr<const std::string> body{};                        ///< sent without a copy; null for none
    std::vector<std::pair<std::string_view, std::string>> headers{};  ///< others; names must be literals
};

}  // namespace entangled::web
