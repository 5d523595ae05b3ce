#pragma once

#include <curl/curl.h>

#include "indicators/core/result.hpp"

namespace entangled::doctor {

/// The functions of libcurl that are used, found when they are needed: the service never maps the two dozen libraries
/// that libcurl brings.
struct CurlLibrary {
    decltype(&curl_easy_init) init{};
    decltype(&curl_easy_setopt) set{};
    decltype(&curl_easy_perform) perform{};
    decltype(&curl_easy_getinfo) info{};
    decltype(&curl_easy_cleanup) cleanup{};
    decltype(&curl_easy_strerror) text_of{};
    decltype(&curl_easy_escape) escape{};
    decltype(&curl_free) free{};
    decltype(&curl_easy_header) header{};
    decltype(&curl_getdate) read_date{};
};

/// Loads it; it stays until the process ends. Errors: it is not installed or lacks a function; `detail` says how to get
/// it.
[[nodiscard]] Result<CurlLibrary> load_curl();

}  // namespace entangled::doctor
