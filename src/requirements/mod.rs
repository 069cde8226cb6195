//! What AWS's pages say Amazon Connect needs, as rows of data with source page and date. Pure.
