//! What a later stage makes of one version alone, kept with it.

use std::any::Any;
use std::sync::{Arc, OnceLock};

use super::model::Document;

/// Something that was made of a version, if anything was.
#[derive(Clone, Debug, Default)]
pub(super) struct Kept(OnceLock<Arc<dyn Any + Send + Sync>>);

impl Document {
    /// What is kept of a version; nothing before somebody made it.
    pub fn kept<T: Any + Send + Sync>(&self) -> Option<Arc<T>> {
        Arc::clone(self.kept.0.get()?).downcast().ok()
    }

    /// What is kept of a version, made when it is first asked for. It is to hang on nothing but the version. There is room
    /// for one kind of thing; of another each asker makes its own.
    pub fn kept_or<T: Any + Send + Sync>(&self, make: impl FnOnce() -> T) -> Arc<T> {
        self.kept().unwrap_or_else(|| {
            // Two that ask at once each make it, and one is kept. Who waited for the other could wait for itself: what is
            // made on several threads takes up other work meanwhile.
            let thing = Arc::new(make());
            let kept: Arc<dyn Any + Send + Sync> = Arc::<T>::clone(&thing);
            drop(self.kept.0.set(kept));
            thing
        })
    }
}

#[cfg(test)]
mod tests {
    use crate::document::parse;

    #[test]
    fn what_is_kept_is_made_once() {
        let document = parse("He is well.".to_owned()).unwrap();
        assert!(document.kept::<u32>().is_none());
        assert_eq!(*document.kept_or(|| 7_u32), 7);
        assert_eq!(*document.kept_or(|| 8_u32), 7);
        assert_eq!(*document.kept_or(|| 'a'), 'a', "another kind");
        assert_eq!(document.kept::<u32>().as_deref(), Some(&7));
    }
}
