//! Forms from outside: what goes out, what people make of it, what comes in.

mod filled_forms;
mod hostile_files;
mod oracle;
mod phone;
mod round_trip;
mod survey;
mod village;
mod words;
