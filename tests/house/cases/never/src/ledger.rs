use crate::model::Policy;
